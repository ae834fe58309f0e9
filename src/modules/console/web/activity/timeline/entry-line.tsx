import { Link } from '@tanstack/react-router';
import { writtenValue } from '../../../../audit/audit.query-language';
import { useTranslation } from 'react-i18next';
import type { ActivityUser, TimelineEntry } from '../../../../activity/activity.contract';
import { clockTime, number } from '../../preferences/moments';
import { FlagBadge, Outcome, SourceBadge } from '../../ui/badges';
import page from '../../ui/page.module.css';
import { useWhyNot } from '../../ui/permissions';
import { Pill } from '../../ui/pill';
import { CATEGORIES } from '../address';
import { Evidence } from '../evidence';
import classes from './timeline.module.css';

interface Props {
  readonly entry: TimelineEntry;
  readonly zone: string;
  readonly user: ActivityUser;
}

/** One event, or several alike: when, of which kind, what, and the way to it. */
export function EntryLine({ entry, zone, user }: Props) {
  const { t } = useTranslation();
  const { from, to, outcome, flags, source } = entry;
  const [first, last] = [from, to].map((at) => clockTime(at, zone).slice(0, 5));
  const category = CATEGORIES.find((one) => one === entry.category);
  return (
    <li className={classes.line}>
      <time className="mono" dateTime={to}>
        {first === last ? last : `${first}–${last}`}
      </time>
      <span className={classes.kind}>
        {category ? <Pill tone="quiet">{t(`activity.category.${category}`)}</Pill> : null}
      </span>
      <span className={`${classes.what} foreign`}>
        <What entry={entry} name={user.name} /> {outcome === 'success' ? null : <Outcome outcome={outcome} />}{' '}
        {flags.map((flag) => (
          <FlagBadge key={flag} flag={flag} />
        ))}
      </span>
      <SourceBadge source={source} />
      <More entry={entry} user={user} />
    </li>
  );
}

/** Several alike are told by their kind, their number and what they were done with. */
function What({ entry, name }: { entry: TimelineEntry; name: string | null }) {
  const { t } = useTranslation();
  const { count, type, action, summary, names, event_ids: ids } = entry;
  if (count === 1) return <>{withoutName(summary ?? action, name)}</>;
  const kind = type === null ? action : t(`activity.type.${type as 'other'}`);
  const more = names.length === 10 && ids.length > 10 ? `, ${t('activity.timeline.andMore')}` : '';
  return (
    <>
      {kind} <b>×{number(count)}</b>
      {names.length === 0 ? null : <span className={page.second}>{names.join(', ') + more}</span>}
    </>
  );
}

/** Whose page it is need not be said in each line. */
function withoutName(summary: string, name: string | null): string {
  if (name === null || !summary.startsWith(`${name} `)) return summary;
  const rest = summary.slice(name.length + 1);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** One opens as itself; several as what the log finds of them. */
function More({ entry, user }: Pick<Props, 'entry' | 'user'>) {
  const { t } = useTranslation();
  const denied = useWhyNot('audit:read');
  const { count, action, summary, event_ids: ids, from, to } = entry;
  if (count > 1) return <Several entry={entry} query={user.query} from={from} to={to} />;
  const [id = ''] = ids;
  if (denied !== undefined) return <span />;
  return (
    <Link to="/audit-log/events/$id" params={{ id }} className={page.link ?? ''}>
      {t('activity.timeline.details')}
      <span className="unseen"> {t('activity.timeline.detailsOf', { what: summary ?? action })}</span>
    </Link>
  );
}

interface SeveralProps {
  readonly entry: TimelineEntry;
  readonly query: string | null;
  readonly from: string;
  readonly to: string;
}

/** By their ids while these are few; else by time and kind. */
function Several({
  entry: { count, event_ids: ids, category, action, type, outcome },
  query,
  from,
  to,
}: SeveralProps) {
  const { t } = useTranslation();
  const kind = [
    category === null ? '' : `category:${category}`,
    type === null ? `action:${writtenValue(action)}` : '',
    `outcome:${outcome}`,
  ].join(' ');
  const text = ids.length <= MOST_IDS ? `id:${ids.join(',')}` : query === null ? null : `${query} ${kind}`;
  const end = new Date(Date.parse(to) + 1).toISOString();
  return (
    <Evidence events={count} query={text} from={from} to={end} what={type ?? action}>
      {t('activity.timeline.each', { count })}
    </Evidence>
  );
}

/** A query has at most 30 terms. */
const MOST_IDS = 28;
