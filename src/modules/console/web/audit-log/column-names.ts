/** All columns there are, in their usual order. */
export const COLUMNS = [
  'time',
  'source',
  'action',
  'user',
  'record',
  'summary',
  'status',
  'ip',
  'subject',
  'category',
  'operation',
  'role',
  'country',
  'session',
  'flags',
  'details',
  'sequence',
  'id',
] as const;
export type Column = (typeof COLUMNS)[number];

export const USUAL: readonly Column[] = COLUMNS.slice(0, COLUMNS.indexOf('ip') + 1);
/** Where there is less room the action stands under the summary. */
export const FEWER: readonly Column[] = ['time', 'source', 'summary', 'user', 'record', 'status', 'ip'];
/** Beside the open event. */
export const BESIDE: readonly Column[] = ['time', 'source', 'summary', 'user'];

/** Pixels, until somebody chooses another width: what is left is shared in their proportion. */
export const WIDTHS: Readonly<Record<Column, number>> = {
  time: 138,
  source: 136,
  action: 172,
  user: 168,
  record: 168,
  summary: 330,
  status: 94,
  ip: 116,
  subject: 150,
  category: 130,
  operation: 110,
  role: 110,
  country: 150,
  session: 130,
  flags: 150,
  details: 260,
  sequence: 84,
  id: 290,
};
export const NARROWEST = 56;
export const WIDEST = 900;

export type Widths = Readonly<Partial<Record<Column, number>>>;

const isColumn = (name: string): name is Column => (COLUMNS as readonly string[]).includes(name);

/** Names with commas between; what is no column is left out. */
export const readColumns = (text: string): readonly Column[] => [
  ...new Set(text.split(',').filter(isColumn)),
];

/** Whole pixels within bounds; what is no column is left out. */
export const readWidths = (given: Readonly<Record<string, unknown>>): Widths =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, width]) =>
      isColumn(name) && typeof width === 'number' ? [[name, bounded(width)]] : [],
    ),
  );

export const bounded = (width: number): number => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));

/** Taken out and put in again so many places further, as far as there are any. */
export function moved<T>(list: readonly T[], one: T, by: number): readonly T[] {
  const at = list.indexOf(one);
  const to = Math.min(list.length - 1, Math.max(0, at + by));
  if (at < 0 || to === at) return list;
  return list.toSpliced(at, 1).toSpliced(to, 0, one);
}

/** In front of them: the box by which a row is picked. */
const PICK = 34;

/** Shown whole or not at all worth it; the others give way to three fifths. */
const RIGID: readonly Column[] = ['time', 'status', 'ip'];
const leastOf = (column: Column): number =>
  RIGID.includes(column) ? WIDTHS[column] : Math.round(WIDTHS[column] * (column === 'source' ? 0.72 : 0.6));

/** As `grid-template-columns`, and the least that all of them need. */
export function tracksOf(columns: readonly Column[], widths: Widths): { tracks: string; least: number } {
  const isShared = (column: Column): boolean => widths[column] === undefined && !RIGID.includes(column);
  const sizes = columns.map((column) => widths[column] ?? leastOf(column));
  // Something has to take what is left.
  const takesAll = columns.some(isShared) ? undefined : columns.at(-1);
  const tracks = columns.map((column, index) =>
    isShared(column) || column === takesAll
      ? `minmax(${sizes[index]}px, ${WIDTHS[column]}fr)`
      : `${sizes[index]}px`,
  );
  return { tracks: [`${PICK}px`, ...tracks].join(' '), least: sizes.reduce((sum, size) => sum + size, PICK) };
}
