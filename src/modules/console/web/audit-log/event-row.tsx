import { IconArrowsDiagonal } from '@tabler/icons-react';
import { memo } from 'react';
import i18next from 'i18next';
import type { AuditEvent } from '../../../audit/audit.contract';
import { fullMoment } from '../preferences/moments';
import type { Column } from './column-names';
import { CELLS } from './columns';
import { marksOf } from './pivots/cell-values';
import { PickBox } from './selection/pick-boxes';
import classes from './event-table.module.css';

/** On what has the focus while rows are gone through. */
export const ROW_BUTTON = 'data-event';

interface Props {
  readonly event: AuditEvent;
  readonly columns: readonly Column[];
  readonly zone: string;
  readonly isOpen: boolean;
  readonly isFresh: boolean;
}

/** Drawn again only when something of it is another: there may be 200 of them. */
export const EventRow = memo(function EventRow({ event, columns, zone, isOpen, isFresh }: Props) {
  const withAction = !columns.includes('action');
  return (
    <tr role="row" data-id={event.id} data-open={isOpen || undefined} data-fresh={isFresh || undefined}>
      <td role="cell" data-column="pick">
        <PickBox event={event} zone={zone} />
      </td>
      {columns.map((column, index) => {
        const cell = CELLS[column]({ event, zone, withAction });
        return (
          <td role="cell" key={column} data-column={column} {...marksOf(column, event)}>
            {index === 0 ? <Opener event={event} zone={zone} isOpen={isOpen} cell={cell} /> : cell}
            {column === 'details' && Object.keys(event.details).length > 0 ? <Expander /> : null}
          </td>
        );
      })}
    </tr>
  );
});

interface OpenerProps extends Omit<Props, 'columns' | 'isFresh'> {
  readonly cell: React.ReactNode;
}

function Opener({ event, zone, isOpen, cell }: OpenerProps) {
  return (
    <button
      type="button"
      className={classes.open}
      {...{ [ROW_BUTTON]: event.id }}
      aria-label={i18next.t('event.open', { time: fullMoment(event.occurred_at, zone) })}
      aria-expanded={isOpen}
    >
      {cell}
    </button>
  );
}

/** S1-16: what else was said, whole. */
function Expander() {
  const label = i18next.t('column.expand');
  return (
    <button type="button" className={classes.expand} data-json aria-label={label} title={label}>
      <IconArrowsDiagonal size={13} aria-hidden />
    </button>
  );
}
