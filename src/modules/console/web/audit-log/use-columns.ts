import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { createStore, useStore } from '../api/store';
import { useSignedIn } from '../api/session';
import {
  BESIDE,
  COLUMNS,
  FEWER,
  readColumns,
  readWidths,
  USUAL,
  type Column,
  type Widths,
} from './column-names';
import type { LogState } from './use-log';

interface Kept {
  readonly columns: readonly Column[];
  readonly widths: Widths;
}

const NOTHING: Kept = { columns: [], widths: {} };
const keyOf = (person: string): string => `daybook.columns.${person}`;

/** What was changed last; the rest is read from the browser's storage. */
const changes = createStore(0);
const read = new Map<string, Kept>();

function keptOf(person: string): Kept {
  const known = read.get(person) ?? parsed(localStorage.getItem(keyOf(person)));
  read.set(person, known);
  return known;
}

/** What a browser keeps may be of any age, or anybody's. */
function parsed(text: string | null): Kept {
  try {
    const { columns, widths } = JSON.parse(text ?? '{}') as { columns?: unknown; widths?: unknown };
    return {
      columns: readColumns(Array.isArray(columns) ? columns.join(',') : ''),
      widths: readWidths(typeof widths === 'object' && widths !== null ? { ...widths } : {}),
    };
  } catch {
    return NOTHING;
  }
}

function keep(person: string, next: Kept): void {
  const isNothing = next.columns.length === 0 && Object.keys(next.widths).length === 0;
  if (isNothing) localStorage.removeItem(keyOf(person));
  else localStorage.setItem(keyOf(person), JSON.stringify(next));
  read.set(person, next);
  changes.set(changes.get() + 1);
}

export interface ChosenColumns {
  /** In their order; the same array while nothing changes. */
  readonly shown: readonly Column[];
  /** Those that are shown and then the others, as the person has them. */
  readonly all: readonly Column[];
  readonly widths: Widths;
  readonly isUsual: boolean;
  readonly show: (columns: readonly Column[]) => void;
  /** Undefined is as usual again. */
  readonly widen: (column: Column, width: number | undefined) => void;
  readonly reset: () => void;
}

/** Of the address; what it does not say is as this person chose last in this browser, or as usual. */
export function useColumns({ search, change }: Pick<LogState, 'search' | 'change'>): ChosenColumns {
  const person = useSignedIn().account.id;
  useStore(changes);
  const kept = keptOf(person);
  const isTight = useMediaQuery('(max-width: 1500px)', false, { getInitialValueInEffect: false });
  const usual = search.e !== undefined ? BESIDE : isTight ? FEWER : USUAL;
  const named = useMemo(() => readColumns(search.cols ?? ''), [search.cols]);
  const chosen = named.length > 0 ? named : kept.columns;
  const shown = chosen.length > 0 ? chosen : usual;
  const all = useMemo(() => [...shown, ...COLUMNS.filter((each) => !shown.includes(each))], [shown]);
  return {
    shown,
    all,
    widths: kept.widths,
    isUsual: chosen.length === 0 && Object.keys(kept.widths).length === 0,
    show: (columns) => {
      if (columns.length === 0) return;
      keep(person, { ...kept, columns });
      change({ cols: columns.join(',') }, { replace: true });
    },
    widen: (column, width) => {
      const { [column]: _, ...others } = kept.widths;
      keep(person, { ...kept, widths: width === undefined ? others : { ...others, [column]: width } });
    },
    reset: () => {
      keep(person, NOTHING);
      change({ cols: undefined }, { replace: true });
    },
  };
}
