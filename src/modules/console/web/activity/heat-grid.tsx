import { Link } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import type { LogSearch } from '../audit-log/address';
import { number } from '../preferences/moments';
import classes from './heat-grid.module.css';

export interface HeatCell {
  readonly events: number;
  /** `Fri 02:00–03:00` */
  readonly when: string;
  /** What else there is to know, in words. */
  readonly note: string | null;
  readonly isDashed: boolean;
  readonly isMarked: boolean;
  readonly search: LogSearch | null;
  readonly whyNot: string | undefined;
}

/** Of a row or column; `short` may be empty where only some are labelled. */
export interface HeatHead {
  readonly name: string;
  readonly short: string;
}

interface Props {
  readonly label: string;
  readonly rows: readonly HeatHead[];
  readonly columns: readonly HeatHead[];
  readonly cellAt: (row: number, column: number) => HeatCell | null;
  readonly countWords: (events: number) => string;
  readonly showsNumbers: boolean;
}

const LEVELS = 5;

/**
 * A real table whose cells are darker the more they count, one tab stop in all: arrow keys move, Enter opens. The words of a cell
 * are in it for who cannot see it, and below the table for the one that is looked at.
 */
export function HeatGrid(props: Props) {
  const { label, rows, columns, cellAt, countWords } = props;
  const [at, setAt] = useState<Place>([0, 0]);
  const [seen, setSeen] = useState<HeatCell | null>(null);
  const cells = rows.map((_, row) => columns.map((__, column) => cellAt(row, column)));
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const table = event.currentTarget;
    if (event.key === 'Enter') return (event.target as HTMLElement).querySelector('a')?.click();
    const next = steps(event.key, at, rows.length, columns.length);
    if (!next || !cells[next[0]]?.[next[1]]) return;
    event.preventDefault();
    setAt(next);
    table.querySelector<HTMLElement>(`[data-place="${next.join(' ')}"]`)?.focus();
  };
  const words = seen && [seen.when, countWords(seen.events), seen.note, seen.whyNot];
  return (
    <>
      <table role="grid" className={classes.grid} aria-label={label} onKeyDown={move}>
        <thead>
          <tr>
            <td />
            {columns.map((head) => (
              <Head key={head.name} head={head} scope="col" />
            ))}
          </tr>
        </thead>
        <Cells
          {...props}
          cells={cells}
          stop={cells[at[0]]?.[at[1]] ? at : firstOf(cells)}
          onSeen={setSeen}
          onStop={setAt}
        />
      </table>
      <p className={classes.seen} aria-hidden>
        {words?.filter(Boolean).join(' · ')}
      </p>
    </>
  );
}

const Head = ({ head: { name, short: text }, scope }: { head: HeatHead; scope: 'row' | 'col' }) => (
  <th scope={scope}>
    <span aria-hidden>{text}</span>
    <span className="unseen">{name}</span>
  </th>
);

type Place = readonly [row: number, column: number];

interface CellsProps extends Props {
  readonly cells: readonly (readonly (HeatCell | null)[])[];
  /** The one that is reached by Tab. */
  readonly stop: Place;
  readonly onSeen: (cell: HeatCell) => void;
  readonly onStop: (place: Place) => void;
}

function Cells({ rows, cells, stop, countWords, showsNumbers, onSeen, onStop }: CellsProps) {
  const most = Math.max(1, ...cells.flat().map((cell) => cell?.events ?? 0));
  const [row, column] = stop;
  const cellAt = (cell: HeatCell, line: number, place: number) => (
    <Cell
      key={cell.when}
      cell={cell}
      place={`${line} ${place}`}
      level={Math.ceil(LEVELS * Math.sqrt(cell.events / most))}
      isStop={line === row && place === column}
      words={countWords(cell.events)}
      showsNumber={showsNumbers}
      onSeen={() => {
        onSeen(cell);
        onStop([line, place]);
      }}
      onLook={() => onSeen(cell)}
    />
  );
  return (
    <tbody>
      {rows.map((head, line) => (
        <tr key={head.name}>
          <Head head={head} scope="row" />
          {cells[line]?.map((cell, place) => (cell ? cellAt(cell, line, place) : <td key={place} />))}
        </tr>
      ))}
    </tbody>
  );
}

interface CellProps {
  readonly cell: HeatCell;
  readonly place: string;
  readonly level: number;
  readonly isStop: boolean;
  readonly words: string;
  readonly showsNumber: boolean;
  readonly onSeen: () => void;
  readonly onLook: () => void;
}

function Cell({ cell, place, level, isStop, words, showsNumber, onSeen, onLook }: CellProps) {
  const { events, search, isDashed, isMarked, note } = cell;
  const inside = (
    <>
      <span aria-hidden>{showsNumber && events > 0 ? short(events) : null}</span>
      <span className="unseen">{note === null ? words : `${words}, ${note}`}</span>
    </>
  );
  const look = {
    className: classes.cell,
    'data-level': level,
    'data-dashed': isDashed || undefined,
    'data-marked': isMarked || undefined,
  };
  return (
    <td data-place={place} tabIndex={isStop ? 0 : -1} onFocus={onSeen} onMouseEnter={onLook}>
      {search ? (
        <Link to="/audit-log" search={search} tabIndex={-1} {...look}>
          {inside}
        </Link>
      ) : (
        <span {...look}>{inside}</span>
      )}
    </td>
  );
}

/** 1,234 has no room. */
const short = (events: number): string =>
  events < 1_000 ? number(events) : `${Math.round(events / 1_000)}k`;

const firstOf = (cells: readonly (readonly unknown[])[]): readonly [number, number] => {
  const row = cells.findIndex((line) => line.some(Boolean));
  return [Math.max(row, 0), Math.max(cells[row]?.findIndex(Boolean) ?? 0, 0)];
};

function steps(
  key: string,
  [row, column]: readonly [number, number],
  rows: number,
  columns: number,
): readonly [number, number] | null {
  if (key === 'ArrowDown') return [Math.min(row + 1, rows - 1), column];
  if (key === 'ArrowUp') return [Math.max(row - 1, 0), column];
  if (key === 'ArrowRight') return [row, Math.min(column + 1, columns - 1)];
  if (key === 'ArrowLeft') return [row, Math.max(column - 1, 0)];
  if (key === 'Home') return [row, 0];
  return key === 'End' ? [row, columns - 1] : null;
}
