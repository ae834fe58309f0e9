import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';
import { beginningOf } from './hidden-characters';
import { visible } from './visible';
import { logSearchOf } from './query-text';

interface Props {
  readonly text: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Said instead of the query itself. */
  readonly label?: string;
}

/** A query, and the way to what it finds. */
export function QueryLink({ text, from, to, label }: Props) {
  const { t } = useTranslation();
  const search = logSearchOf(text, from, to);
  const words = label ?? (text === '' ? t('ui.everything') : text);
  const look = label === undefined && text !== '' ? 'mono foreign' : 'foreign';
  if (!search) return <span className={look}>{visible(beginningOf(words, 200))}</span>;
  return (
    <Link to="/audit-log" search={search} className={`${classes.link} ${look}`} title={t('ui.open')}>
      {visible(words)}
    </Link>
  );
}
