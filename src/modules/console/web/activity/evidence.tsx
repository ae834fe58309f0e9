import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogSearch } from '../audit-log/address';
import { number } from '../preferences/moments';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { logSearchOf } from '../ui/query-text';

export interface Found {
  readonly events: number;
  readonly query: string | null;
}

interface Props extends Found {
  /** Of the answer that counted them. */
  readonly from: string;
  readonly to: string;
  /** What they are, for who hears the number alone. */
  readonly what: string;
  readonly children?: ReactNode;
}

/** Where the log shows what was counted; or why it cannot. */
export function useEvidence(): (
  found: Found,
  from: string,
  to: string,
) => {
  readonly search: LogSearch | null;
  readonly whyNot: string | undefined;
} {
  const { t } = useTranslation();
  const denied = useWhyNot('audit:read');
  return ({ events, query }, from, to) => {
    if (events === 0) return { search: null, whyNot: undefined };
    const search = query === null || denied !== undefined ? null : logSearchOf(query, from, to);
    return { search, whyNot: search ? undefined : (denied ?? t('activity.tooLong')) };
  };
}

/** A number of events that leads to them. */
export function Evidence({ events, query, from, to, what, children }: Props) {
  const { t } = useTranslation();
  const { search, whyNot } = useEvidence()({ events, query }, from, to);
  const words = children ?? number(events);
  if (!search) return <span title={whyNot}>{words}</span>;
  return (
    <Link to="/audit-log" search={search} className={classes.link} title={t('ui.open')}>
      {words}
      <span className="unseen">{t('activity.ofWhat', { what })}</span>
    </Link>
  );
}
