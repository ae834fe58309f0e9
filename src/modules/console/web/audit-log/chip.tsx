import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './query-bar.module.css';
import { isExclusion, LOG_VIEWS } from './query-terms';

interface Props {
  readonly term: string;
  readonly onRemove: () => void;
  readonly onEdit: () => void;
}

/** What hides the views of the log is said in words: it is no riddle, and taking it away shows them again (S3-13). */
export function Chip(props: Props) {
  const { t } = useTranslation();
  const { term, onRemove } = props;
  if (term !== LOG_VIEWS) return <Term {...props} />;
  return (
    <span className={classes.chip} data-excluded title={term}>
      <span className={classes.term}>{t('filter.viewsHidden')}</span>
      <button
        type="button"
        onClick={onRemove}
        className={classes.remove}
        aria-label={t('filter.showViews')}
        title={t('filter.showViews')}
      >
        <IconX size={12} aria-hidden />
      </button>
    </span>
  );
}

/** One term of the query; a click edits it, its × takes it away. */
function Term({ term, onRemove, onEdit }: Props) {
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
