import { Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type {
  ErasureState,
  ErasureView,
  Skipped,
  SubjectErasureView,
} from '../../../erasure/erasure.contract';
import { personName } from '../approvals/approval-card';
import { Clock, DecisionButtons, isOpen } from '../approvals/decision';
import { minuteMoment, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import classes from '../ui/page.module.css';
import { Pill, type Tone } from '../ui/pill';
import { QueryLink } from '../ui/query-link';
import { textOfQuery } from '../ui/query-text';
import { personWords } from './person-words';

type Any = ErasureView | SubjectErasureView;

const COLUMNS = ['what', 'events', 'reason', 'by', 'state', 'actions'] as const;

export function ErasureTable({ label, erasures }: { label: string; erasures: readonly Any[] }) {
  const { t } = useTranslation();
  return (
    <DataTable label={label} columns={COLUMNS.map((column) => t(`erasures.column.${column}`))}>
      {erasures.map((one) => (
        <Row key={one.id} erasure={one} />
      ))}
    </DataTable>
  );
}

function Row({ erasure }: { erasure: Any }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`erasures.column.${column}`) });
  const { approval, events, reason, requested_by: by, requested_at: at } = erasure;
  return (
    <tr>
      <td {...label('what')}>
        <What erasure={erasure} />
      </td>
      <td {...label('events')} className={classes.narrow}>
        {number(events)}
      </td>
      <td {...label('reason')} className="foreign">
        {reason}
      </td>
      <td {...label('by')}>
        <span className="foreign">
          {personName(by)}
          <span className={classes.second}>{minuteMoment(at, zone)}</span>
        </span>
      </td>
      <td {...label('state')}>
        <State erasure={erasure} />
      </td>
      <td {...label('actions')}>
        {approval && isOpen(approval) && isUndecided(erasure.state) ? (
          <DecisionButtons approval={approval} />
        ) : (
          <TheEvent id={erasure.event_id} />
        )}
      </td>
    </tr>
  );
}

const isUndecided = (state: ErasureState): boolean => state === 'pending' || state === 'waiting';

/** The query, or the person; what of the events goes. */
function What({ erasure }: { erasure: Any }) {
  const { t } = useTranslation();
  const parts = erasure.parts.map((part) => t(`erasures.partName.${part}`)).join(', ');
  return (
    <span>
      {'reference' in erasure ? (
        <span className="foreign">
          {erasure.person ? personWords(erasure.person) : t('erasures.forgotten')}
          <span className={`${classes.second} mono`}>{erasure.reference}</span>
        </span>
      ) : erasure.query ? (
        <QueryLink text={textOfQuery(erasure.query)} from={erasure.query.from} to={erasure.query.to} />
      ) : (
        t('erasures.chosen')
      )}
      <span className={classes.second}>{parts}</span>
    </span>
  );
}

const TONES: Readonly<Record<ErasureState, Tone>> = {
  pending: 'warn',
  waiting: 'going',
  running: 'going',
  done: 'good',
  partly: 'warn',
  refused: 'bad',
  withdrawn: 'quiet',
  lapsed: 'quiet',
  failed: 'bad',
};

function State({ erasure }: { erasure: Any }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { state, approval, progress, erased, events, failure, finished_at: end } = erasure;
  if (approval && isUndecided(state))
    return (
      <span>
        <Clock approval={approval} />
      </span>
    );
  return (
    <span>
      <Pill tone={TONES[state]}>{t(`erasures.state.${state}`)}</Pill>{' '}
      {state === 'running' || erased > 0
        ? t('erasures.erased', { erased: number(erased), events: number(events) })
        : null}
      {state === 'running' ? (
        <Progress value={progress.percent} mt={4} aria-label={t('erasures.state.running')} />
      ) : null}
      <Spared skipped={erasure.skipped} />
      {failure === null ? null : <span className={classes.second}>{failure}</span>}
      {end === null ? null : <span className={classes.second}>{minuteMoment(end, zone)}</span>}
    </span>
  );
}

const SPARED = ['held', 'too_young', 'already_erased', 'purged', 'switched_off'] as const;

/** Why events were spared when it came to it. */
function Spared({ skipped }: { skipped: Skipped }) {
  const { t } = useTranslation();
  return SPARED.filter((why) => (skipped[why] ?? 0) > 0).map((why) => (
    <span key={why} className={classes.second}>
      {t(`erasures.spared.${why}`, { formatted: number(skipped[why] ?? 0) })}
    </span>
  ));
}

/** What announced it in the log. */
function TheEvent({ id }: { id: string | null }) {
  const { t } = useTranslation();
  if (id === null) return null;
  return (
    <Link to="/audit-log/events/$id" params={{ id }} className={classes.link}>
      {t('erasures.event')}
    </Link>
  );
}
