import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LegalHoldDetail, LegalHoldView } from '../../../holds/holds.contract';
import { api } from '../api/api';
import { personName } from '../approvals/approval-card';
import { Clock, DecisionButtons, isOpen } from '../approvals/decision';
import { ago, fullDay, minuteMoment, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { QueryLink } from '../ui/query-link';
import { textOfParameters, type StoredParameters } from '../ui/query-text';
import { HoldActions } from './hold-actions';
import { Reasons } from './reasons';

const COLUMNS = ['hold', 'scope', 'events', 'since', 'by', 'review', 'actions'] as const;

/** Holds in force: what each protects, since when, and when somebody has to look at it again. */
export function HoldTable({ holds }: { holds: readonly LegalHoldView[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('holds.list.in_force')}
      columns={COLUMNS.map((column) => t(`holds.column.${column}`))}
    >
      {holds.map((hold) => (
        <Row key={hold.id} hold={hold} />
      ))}
    </DataTable>
  );
}

function Row({ hold }: { hold: LegalHoldView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`holds.column.${column}`) });
  return (
    <>
      <tr>
        <td {...label('hold')}>
          <span className="foreign">
            <b>{hold.name}</b>
            <Reasons hold={hold} />
          </span>
        </td>
        <td {...label('scope')}>
          <Scope hold={hold} />
        </td>
        <td {...label('events')} className={classes.narrow}>
          <Protected hold={hold} />
        </td>
        <td {...label('since')} className={classes.narrow}>
          <time dateTime={hold.placed_at} title={`${minuteMoment(hold.placed_at, zone)} ${zone}`}>
            {fullDay(hold.placed_at, zone)}
          </time>
        </td>
        <td {...label('by')} className="foreign">
          {personName(hold.placed_by)}
        </td>
        <td {...label('review')} className={classes.narrow}>
          <Review day={hold.review_on} />
        </td>
        <td {...label('actions')}>
          <HoldActions hold={hold} />
        </td>
      </tr>
      {hold.release && isOpen(hold.release) ? <Releasing hold={hold} columns={COLUMNS.length} /> : null}
    </>
  );
}

/** That its release was asked for, below it: by whom, why, and what it waits for. */
function Releasing({ hold: { release }, columns }: { hold: LegalHoldView; columns: number }) {
  const { t } = useTranslation();
  if (!release) return null;
  return (
    <tr>
      <td colSpan={columns} data-label={t('holds.release')}>
        <span className={classes.stacked}>
          <span className="foreign">
            {t('holds.releaseAsked', { who: personName(release.requested_by), reason: release.reason })}
          </span>
          <span>
            <Clock approval={release} />
          </span>
          <DecisionButtons approval={release} />
        </span>
      </td>
    </tr>
  );
}

/** Its query, and the way to what it finds. */
export function Scope({ hold: { query, range } }: { hold: LegalHoldView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { from, to } = range;
  const day = (at: string | null): string => (at === null ? '…' : minuteMoment(at, zone));
  return (
    <span>
      <QueryLink
        text={textOfParameters(query as StoredParameters)}
        from={from ?? undefined}
        to={to ?? undefined}
      />
      <span className={classes.second}>
        {from === null && to === null ? t('holds.always') : `${day(from)} – ${day(to)}`}
      </span>
    </span>
  );
}

/** How many events it protects now, as the way to them. */
function Protected({ hold: { id, query, range } }: { hold: LegalHoldView }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['hold', id],
    queryFn: ({ signal }) => api<LegalHoldDetail>('GET', `/v1/legal-holds/${id}`, { signal }),
    staleTime: 60_000,
  });
  if (!data) return <Loader size={14} aria-label={t('holds.counting')} />;
  if (data.events === null) return <span title={t('holds.uncountable')}>?</span>;
  const { count, approximate } = data.events;
  return (
    <QueryLink
      text={textOfParameters(query as StoredParameters)}
      from={range.from ?? undefined}
      to={range.to ?? undefined}
      label={approximate ? t('holds.about', { number: number(count) }) : number(count)}
    />
  );
}

function Review({ day }: { day: string | null }) {
  const { t } = useTranslation();
  if (day === null) return <>{t('holds.noReview')}</>;
  const isOverdue = Date.parse(day) <= Date.now();
  return (
    <span>
      <time dateTime={day}>{fullDay(day, 'UTC')}</time>{' '}
      {isOverdue ? <Pill tone="warn">{t('holds.overdue')}</Pill> : null}
      <span className={classes.second}>{ago(day, Date.now())}</span>
    </span>
  );
}
