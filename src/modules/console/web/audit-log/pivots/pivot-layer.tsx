import { useEffect, useRef, useState, type FocusEvent, type MouseEvent, type ReactNode } from 'react';
import { Pivots } from '../drawer/pivots';
import type { LogState } from '../use-log';
import { valueAt, type FieldValue } from './cell-values';
import { moveInTable } from './move-in-table';
import classes from './pivots.module.css';

interface Place extends FieldValue {
  readonly cell: Element;
  readonly left: number;
  readonly top: number;
}

/** Whoever only passes, or clicks a row at once, sees nothing jump. */
const REST_MS = 200;
const WIDTH = 94;
const HEIGHT = 26;

/** One set of pivots for all cells of the table: it goes to the cell that is pointed at, or has the focus. */
export function PivotLayer({ log, children }: { log: LogState; children: ReactNode }) {
  const { box, place, handlers } = usePlace();
  return (
    <div ref={box} className={classes.layer} role="presentation" onKeyDown={moveInTable} {...handlers}>
      {children}
      {place ? (
        <div className={classes.floating} style={{ left: place.left, top: place.top }}>
          <Pivots log={log} field={place.field} value={place.value} />
        </div>
      ) : null}
    </div>
  );
}

function usePlace() {
  const box = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (target: EventTarget, at: number | null): void => {
    if (!(target instanceof Element) || target.closest(`.${classes.floating}`)) return;
    const cell = target.closest('td');
    if (cell === place?.cell) return;
    clearTimeout(timer.current);
    setPlace(null);
    const found = valueAt(cell);
    if (!cell || !found) return;
    const put = (): void => setPlace(box.current && placeOf(cell, box.current, found, at));
    if (at === null) put();
    else timer.current = setTimeout(put, REST_MS);
  };
  const handlers = {
    onMouseOver: ({ target, clientX }: MouseEvent) => show(target, clientX),
    onFocus: ({ target }: FocusEvent) => show(target, null),
    onMouseLeave: () => {
      clearTimeout(timer.current);
      setPlace(null);
    },
  };
  return { box, place, handlers };
}

/** At the right of its cell; at the left when the pointer is there: a click must not hit what has just come. */
function placeOf(cell: Element, box: Element, found: FieldValue, at: number | null): Place {
  const [inner, outer] = [cell.getBoundingClientRect(), box.getBoundingClientRect()];
  const right = Math.min(inner.right, outer.right) - WIDTH;
  const isInTheWay = at !== null && at > right - 4;
  const left = isInTheWay ? Math.min(inner.left, at - WIDTH - 8) : right;
  return {
    ...found,
    cell,
    left: Math.max(left - outer.left, 0),
    top: inner.top - outer.top + (inner.height - HEIGHT) / 2,
  };
}
