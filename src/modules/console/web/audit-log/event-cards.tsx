import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../audit/audit.contract';
import { clockTime, shortDay } from '../preferences/moments';
import { Outcome, SourceBadge } from '../ui/badges';
import { beginningOf } from '../ui/hidden-characters';
import { ErasedMark } from '../ui/erased-mark';
import { visible } from '../ui/visible';
import classes from './event-table.module.css';
import { ROW_BUTTON } from './event-row';
import { GapList } from './gaps/gap-words';
import type { Gaps } from './gaps/use-gaps';
import { PickBox } from './selection/pick-boxes';
import type { LogState } from './use-log';
import { actorWords, summaryOf } from './words';

interface Props {
  readonly log: LogState;
  readonly events: readonly AuditEvent[];
  readonly marks: Gaps['marks'];
}

/** The same events where a table has no room. */
export function EventCards({ log, events, marks }: Props) {
  const { t } = useTranslation();
  return (
    <ul className={classes.cards} aria-label={t('event.table')}>
      {events.map((event) => (
        <li key={event.id}>
          <span className={classes.cardPick}>
            <PickBox event={event} zone={log.zone} />
          </span>
          <button
            type="button"
            className={`card ${classes.card}`}
            {...{ [ROW_BUTTON]: event.id }}
            onClick={() => log.change({ e: event.id })}
          >
            <span className={`${classes.cardLine} ${classes.cardHead}`}>
              <SourceBadge source={event.source} />
              <span className={`mono ${classes.second}`}>
                {shortDay(event.occurred_at, log.zone)} {clockTime(event.occurred_at, log.zone)}
              </span>
            </span>
            <span className={classes.cardSummary}>
              <ErasedMark event={event} />
              {visible(beginningOf(summaryOf(event)))}
            </span>
            <span className={classes.cardLine}>
              <span className={`${classes.second} foreign`}>
                {visible(beginningOf(actorWords(event.actor)?.name ?? t('event.unknown'), 80))} ·{' '}
                <span className="mono">{event.action}</span>
              </span>
              <Outcome outcome={event.outcome} />
            </span>
          </button>
          <GapList gaps={marks.get(event.sequence)} />
        </li>
      ))}
    </ul>
  );
}
