import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef, type DragEvent, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { bounded, moved, NARROWEST, WIDEST, WIDTHS, type Column } from './column-names';
import classes from './event-table.module.css';
import type { ChosenColumns } from './use-columns';
import type { LogState } from './use-log';

interface Props {
  readonly column: Column;
  readonly index: number;
  readonly log: LogState;
  readonly columns: ChosenColumns;
}

const DRAGGED = 'application/x-daybook-column';

/** The name of a column; dragged to another one's place it moves there, and its right edge makes it wider. */
export function Heading({ column, index, log, columns }: Props) {
  const cell = useRef<HTMLTableCellElement>(null);
  const onDrop = (event: DragEvent): void => {
    const name = event.dataTransfer.getData(DRAGGED) as Column;
    const from = columns.shown.indexOf(name);
    if (from < 0) return;
    event.preventDefault();
    columns.show(moved(columns.shown, name, index - from));
  };
  const onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
  };
  return (
    <th
      ref={cell}
      role="columnheader"
      scope="col"
      data-column={column}
      aria-sort={sortOf(column, log)}
      onDragOver={onDragOver}
      onDrop={onDrop}
    >
      <span
        className={classes.name}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(DRAGGED, column)}
      >
        <Name column={column} log={log} />
      </span>
      <Edge column={column} columns={columns} cell={cell} />
    </th>
  );
}

const isOldestFirst = ({ search }: LogState): boolean => search.sort === 'occurred_at';

function sortOf(column: Column, log: LogState): 'ascending' | 'descending' | undefined {
  if (column !== 'time') return undefined;
  return isOldestFirst(log) ? 'ascending' : 'descending';
}

function Name({ column, log }: { column: Column; log: LogState }) {
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

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -8, ArrowRight: 8, PageDown: -40, PageUp: 40 };

interface EdgeProps extends Pick<Props, 'column' | 'columns'> {
  readonly cell: React.RefObject<HTMLTableCellElement | null>;
}

/** Dragged, or moved by the arrow keys; Delete and a double click give the usual width back (WCAG 2.5.7). */
function Edge({ column, columns: { widths, widen }, cell }: EdgeProps) {
  const { t } = useTranslation();
  const begun = useRef<{ x: number; width: number } | null>(null);
  const widthNow = (): number => cell.current?.getBoundingClientRect().width ?? WIDTHS[column];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const isBack = event.key === 'Delete' || event.key === 'Backspace';
    if (step === undefined && !isBack) return;
    event.preventDefault();
    event.stopPropagation();
    widen(column, step === undefined ? undefined : bounded(widthNow() + step));
  };
  const onPointerMove = ({ clientX }: PointerEvent): void => {
    if (begun.current) widen(column, bounded(begun.current.width + clientX - begun.current.x));
  };
  return (
    <span
      className={classes.edge}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('column.width', { column: t(`column.${column}`, { zone: '' }) })}
      aria-valuenow={widths[column] ?? WIDTHS[column]}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      onKeyDown={onKeyDown}
      onDoubleClick={() => widen(column, undefined)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        begun.current = { x: event.clientX, width: widthNow() };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => void (begun.current = null)}
    />
  );
}
