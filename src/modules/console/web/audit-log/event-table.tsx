import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../audit/audit.contract';
import { fullMoment } from '../preferences/moments';
import { CELLS, type Column } from './columns';
import classes from './event-table.module.css';
import { marksOf } from './pivots/cell-values';
import { PickBox, PickPage } from './selection/pick-boxes';
import type { LogState } from './use-log';

interface Props {
  readonly log: LogState;
  readonly events: readonly AuditEvent[];
  /** Ids of those that came live. */
  readonly fresh: ReadonlySet<string>;
  readonly columns: readonly Column[];
  readonly isStale: boolean;
}

/** A real table; each row opens its event, by the mouse anywhere, by the keyboard at its time. */
export function EventTable({ log, events, fresh, columns, isStale }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll} data-stale={isStale || undefined}>
      <table className={classes.table} aria-label={t('event.table')} aria-busy={isStale}>
        <thead>
          <tr>
            <td data-column="pick">
              <PickPage />
            </td>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column} aria-sort={sortOf(column, log)}>
                <Heading column={column} log={log} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <Row key={event.id} event={event} columns={columns} log={log} isFresh={fresh.has(event.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isOldestFirst = ({ search }: LogState): boolean => search.sort === 'occurred_at';

function sortOf(column: Column, log: LogState): 'ascending' | 'descending' | undefined {
  if (column !== 'time') return undefined;
  return isOldestFirst(log) ? 'ascending' : 'descending';
}

function Heading({ column, log }: { column: Column; log: LogState }) {
  const { t } = useTranslation();
  const name = t(`column.${column}`, { zone: log.zone });
  if (column !== 'time') return name;
  const oldestFirst = isOldestFirst(log);
  const Arrow = oldestFirst ? IconArrowUp : IconArrowDown;
  const order = oldestFirst ? t('log.oldest') : t('log.newest');
  return (
    <UnstyledButton
      className={classes.sort}
      aria-label={t('column.sortTime', { order })}
      onClick={() => log.ask({ sort: oldestFirst ? undefined : 'occurred_at' })}
    >
      {name} <Arrow size={13} aria-hidden />
    </UnstyledButton>
  );
}

interface RowProps {
  readonly event: AuditEvent;
  readonly columns: readonly Column[];
  readonly log: LogState;
  readonly isFresh: boolean;
}

export const ROW_BUTTON = 'data-event';

function Row({ event, columns, log, isFresh }: RowProps) {
  const { t } = useTranslation();
  const isOpen = log.search.e === event.id;
  const open = (): void => log.change({ e: event.id });
  const withAction = !columns.includes('action');
  return (
    <tr data-open={isOpen || undefined} data-fresh={isFresh || undefined} onClick={open}>
      <td data-column="pick" onClick={(click) => click.stopPropagation()}>
        <PickBox event={event} zone={log.zone} />
      </td>
      {columns.map((column, index) => (
        <td key={column} data-column={column} {...marksOf(column, event)}>
          {index === 0 ? (
            <button
              type="button"
              className={classes.open}
              {...{ [ROW_BUTTON]: event.id }}
              aria-label={t('event.open', { time: fullMoment(event.occurred_at, log.zone) })}
              aria-expanded={isOpen}
            >
              {CELLS[column]({ event, zone: log.zone, withAction })}
            </button>
          ) : (
            CELLS[column]({ event, zone: log.zone, withAction })
          )}
        </td>
      ))}
    </tr>
  );
}
