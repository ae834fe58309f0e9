import type { ActivityCategory } from '../../../activity/activity.contract';
import type { Parameters } from '../api/api';
import type { LogSearch } from '../audit-log/address';

/** The state of a page about activity, all of it in the address. */
export interface ActivitySearch extends Pick<LogSearch, 'range' | 'from' | 'to'> {
  readonly user?: string;
  readonly team?: string;
  readonly category?: string;
  /** An IANA zone; that of the organization without it. */
  readonly tz?: string;
  /** `off` without the time before. */
  readonly compare?: string;
  /** Of the list of people. */
  readonly sort?: string;
  readonly q?: string;
  readonly dormant?: string;
  readonly cursor?: string;
  /** `off`: a line for each event. */
  readonly group?: string;
}

export type ActivityPatch = Partial<Record<keyof ActivitySearch, string | undefined>>;

const NAMES = [
  'user',
  'team',
  'category',
  'range',
  'from',
  'to',
  'tz',
  'compare',
  'sort',
  'q',
  'dormant',
  'cursor',
  'group',
] as const;

/** Unknown parameters are dropped, the rest is judged by the server. */
export function readActivitySearch(given: Record<string, unknown>): ActivitySearch {
  const pairs = NAMES.flatMap((name) => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

export const CATEGORIES: readonly ActivityCategory[] = [
  'authentication',
  'navigation',
  'feature_usage',
  'settings',
  'administration',
];

export const categoryOf = ({ category }: ActivitySearch): ActivityCategory | undefined =>
  CATEGORIES.find((one) => one === category);

const DAY_MS = 86_400_000;

/** The range as the API has it: `today` and `yesterday` are days of the zone. */
export function rangeParameters({ range, from, to }: ActivitySearch, zone: string, now: number): Parameters {
  if (from !== undefined || to !== undefined) return { from, to };
  if (range !== 'today' && range !== 'yesterday') return { range };
  const day = dayOf(range === 'today' ? now : now - DAY_MS, zone);
  return { from: day, to: day };
}

/** `2026-11-21`, as the clocks of a zone have it. */
export const dayOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
