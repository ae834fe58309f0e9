import { Fragment, memo, useDeferredValue, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../audit/audit.contract';
import { tracksOf } from './column-names';
import { Heading } from './column-heading';
import { EventRow } from './event-row';
import classes from './event-table.module.css';
import { GapRows } from './gaps/gap-words';
import type { Gaps } from './gaps/use-gaps';
import { PickPage } from './selection/pick-boxes';
import type { ChosenColumns } from './use-columns';
import type { LogState } from './use-log';

interface Props {
  readonly log: LogState;
  readonly events: readonly AuditEvent[];
  /** Ids of those that came live. */
  readonly fresh: ReadonlySet<string>;
  /** What is said between rows, by the number of the row above. */
  readonly marks: Gaps['marks'];
  readonly columns: ChosenColumns;
  readonly isStale: boolean;
}

const NONE: readonly AuditEvent[] = [];

/**
 * A real table, laid out as a grid so that only rows on the screen are laid out and painted; its roles are written out, because
 * some browsers lose them with the layout. Each row opens its event: by the mouse anywhere, by the keyboard at its first cell.
 * Rows are drawn after what somebody is doing at the moment, a few at a time.
 */
export function EventTable({ log, events, fresh, marks, columns, isStale }: Props) {
  const { t } = useTranslation();
  const shownEvents = useDeferredValue(events, NONE);
  const shown = useDeferredValue(columns.shown);
  const { tracks, least } = tracksOf(shown, columns.widths);
  const isBusy = isStale || shownEvents !== events;
  return (
    <div className={classes.scroll} data-stale={isStale || undefined}>
      <table
        role="table"
        className={classes.table}
        aria-label={t('event.table')}
        aria-busy={isBusy}
        style={{ '--tracks': tracks, minWidth: least } as React.CSSProperties}
      >
        <thead role="rowgroup">
          <tr role="row">
            <td role="cell" data-column="pick">
              <PickPage />
            </td>
            {shown.map((column, index) => (
              <Heading key={column} column={column} index={index} log={log} columns={columns} />
            ))}
          </tr>
        </thead>
        <Rows
          events={shownEvents}
          fresh={fresh}
          marks={marks}
          columns={shown}
          zone={log.zone}
          open={log.search.e}
          change={log.change}
        />
      </table>
    </div>
  );
}

interface RowsProps {
  readonly events: readonly AuditEvent[];
  readonly fresh: ReadonlySet<string>;
  readonly marks: Gaps['marks'];
  readonly columns: ChosenColumns['shown'];
  readonly zone: string;
  /** The event that is open. */
  readonly open: string | undefined;
  readonly change: LogState['change'];
}

const Rows = memo(function Rows({ events, fresh, marks, columns, zone, open, change }: RowsProps) {
  const openOf = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element) || target.closest('[data-column="pick"]')) return;
    const row = target.closest<HTMLElement>('[data-id]');
    if (!row?.dataset.id) return;
    const isJson = target.closest('[data-json]') !== null;
    change({ e: row.dataset.id, ...(isJson ? { tab: 'json' } : {}) });
  };
  return (
    <tbody role="rowgroup" onClick={openOf}>
      {events.map((event) => (
        <Fragment key={event.id}>
          <EventRow
            event={event}
            columns={columns}
            zone={zone}
            isOpen={open === event.id}
            isFresh={fresh.has(event.id)}
          />
          <GapRows gaps={marks.get(event.sequence)} />
        </Fragment>
      ))}
    </tbody>
  );
});
