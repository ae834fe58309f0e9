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
/** Beside the open event. */
export const BESIDE: readonly Column[] = ['time', 'source', 'summary', 'user', 'status'];

/** Pixels, until somebody chooses another width. The summary takes what is left. */
export const WIDTHS: Readonly<Record<Column, number>> = {
  time: 122,
  source: 132,
  action: 172,
  user: 168,
  record: 168,
  summary: 220,
  status: 92,
  ip: 118,
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

/** As `grid-template-columns`, and the least that all of them need. */
export function tracksOf(columns: readonly Column[], widths: Widths): { tracks: string; least: number } {
  const sizes = columns.map((column) => widths[column] ?? WIDTHS[column]);
  const grows = (column: Column): boolean =>
    widths[column] === undefined && (column === 'summary' || !columns.includes('summary'));
  const tracks = columns.map((column, index) =>
    grows(column) ? `minmax(${sizes[index]}px, 1fr)` : `${sizes[index]}px`,
  );
  return { tracks: [`${PICK}px`, ...tracks].join(' '), least: sizes.reduce((sum, size) => sum + size, PICK) };
}
