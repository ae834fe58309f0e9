import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './query-bar.module.css';
import { isExclusion } from './query-terms';

interface Props {
  readonly term: string;
  readonly onRemove: () => void;
  readonly onEdit: () => void;
}

/** One term of the query; a click edits it, its × takes it away. */
export function Chip({ term, onRemove, onEdit }: Props) {
  const { t } = useTranslation();
  const [, name = '', value = term] = /^(-?[\w.]+:)(.*)$/s.exec(term) ?? [];
  return (
    <span className={classes.chip} data-excluded={isExclusion(term) || undefined}>
      <button
        type="button"
        onClick={onEdit}
        className={classes.term}
        aria-label={t('log.editFilter', { term })}
      >
        {name}
        <b>{value}</b>
      </button>
      <button
        type="button"
        onClick={onRemove}
        className={classes.remove}
        aria-label={t('log.removeFilter', { term })}
      >
        <IconX size={12} aria-hidden />
      </button>
    </span>
  );
}
