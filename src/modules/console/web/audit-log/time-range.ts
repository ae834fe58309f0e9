import type { LogSearch } from './address';

export const DEFAULT_RANGE = '7d';

/** Offered in this order. */
export const PRESETS = ['1h', '24h', 'today', 'yesterday', '7d', '30d', '90d', '365d'] as const;

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

export type TimeRange = Pick<LogSearch, 'range' | 'from' | 'to'>;

/** `36h`, `7d`, `4w`, `today`, `yesterday`, a day, or two of them with `..` between; null for anything else. */
export function readTyped(text: string): TimeRange | null {
  const word = text.trim().toLowerCase();
  if (/^(today|yesterday|[1-9]\d{0,4}[hdw])$/.test(word)) return { range: word };
  const [from = '', to = from, ...rest] = text.trim().split('..');
  if (rest.length > 0 || ![from, to].every(isMoment)) return null;
  return { from: from.trim(), to: to.trim() };
}

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

const isMoment = (text: string): boolean =>
  MOMENT.test(text.trim()) && !Number.isNaN(Date.parse(text.trim()));

/** A relative range as a term of the query: the server, and each further page, take it as of the same moment. */
export const termOf = (range: string): string =>
  range === 'today' || range === 'yesterday' ? `on:${range}` : `after:${range}`;

/** Absolute ends as milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const absolute = ({ from, to }: Span): TimeRange => ({
  range: undefined,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** As long as before, so much further: -1 is the one before. */
export const shifted = ({ from, to }: Span, by: number): Span => ({
  from: from + by * (to - from),
  to: to + by * (to - from),
});

/** 2 is twice as long around the same middle, never beyond now. */
export function zoomed({ from, to }: Span, factor: number, now: number): Span {
  const middle = (from + to) / 2;
  const half = Math.max(((to - from) * factor) / 2, 30_000);
  const end = Math.min(middle + half, Math.max(now, to));
  return { from: Math.round(end - 2 * half), to: Math.round(end) };
}

/** The next longer range of the list; null when there is none. */
export function longer(range: string | undefined): string | null {
  const [, count, unit = ''] = /^(\d+)([hdw])$/.exec(range ?? DEFAULT_RANGE) ?? [];
  const length = Number(count ?? 1) * (UNITS[unit] ?? 86_400_000);
  return ['24h', '7d', '30d', '90d', '365d'].find((each) => lengthOf(each) > length) ?? null;
}

const lengthOf = (range: string): number => Number(range.slice(0, -1)) * (UNITS[range.slice(-1)] ?? 0);
