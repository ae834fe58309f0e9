import { useRef, useState, type KeyboardEvent, type ReactNode, type SyntheticEvent } from 'react';
import { Pivots } from '../drawer/pivots';
import type { LogState } from '../use-log';
import { valueAt, type FieldValue } from './cell-values';
import { moveInTable } from './move-in-table';
import classes from './pivots.module.css';

interface Place extends FieldValue {
  readonly right: number;
  readonly top: number;
}

/** One set of pivots for all cells of the table: it goes to the cell that is pointed at, or has the focus. */
export function PivotLayer({ log, children }: { log: LogState; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const follow = ({ target }: SyntheticEvent): void => {
    if (!(target instanceof Element) || target.closest(`.${classes.floating}`)) return;
    const cell = target.closest('td');
    const found = valueAt(cell);
    setPlace(cell && found && box.current ? placeOf(cell, found, box.current) : null);
  };
  return (
    <div
      ref={box}
      className={classes.layer}
      role="presentation"
      onMouseOver={follow}
      onFocus={follow}
      onMouseLeave={() => setPlace(null)}
      onKeyDown={(event: KeyboardEvent) => moveInTable(event)}
    >
      {children}
      {place ? (
        <div className={classes.floating} style={{ right: place.right, top: place.top }}>
          <Pivots log={log} field={place.field} value={place.value} />
        </div>
      ) : null}
    </div>
  );
}

function placeOf(cell: Element, found: FieldValue, box: Element): Place {
  const [inner, outer] = [cell.getBoundingClientRect(), box.getBoundingClientRect()];
  return {
    ...found,
    right: Math.max(outer.right - inner.right, 0),
    top: inner.top - outer.top + (inner.height - 26) / 2,
  };
}
