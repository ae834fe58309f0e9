import type { Parameters } from '../../api/api';
import { CATEGORIES } from '../address';

/** Of the list of people, in their order; those that can be sorted by are called as the sort is. */
export const COLUMNS = [
  'name',
  'role',
  'last_signed_in_at',
  'last_active_at',
  'events',
  ...CATEGORIES,
  'off_hours',
  'usual',
  'factors',
] as const;
export type PeopleColumn = (typeof COLUMNS)[number] | 'authentication';

export const canSort = (column: PeopleColumn): boolean => column !== 'usual' && column !== 'factors';

/** Names and roles begin at A, all else at the most or the latest. */
export const firstSort = (column: PeopleColumn): string =>
  column === 'name' || column === 'role' ? column : `-${column}`;

export const DEFAULT_SORT = '-last_active_at';

/** The API sorts by the events of a category, which has a column of its own here. */
export function sortParameters(sort = DEFAULT_SORT): Parameters {
  const category = CATEGORIES.find((one) => one === sort.replace('-', ''));
  if (!category) return { sort };
  return { sort: sort.startsWith('-') ? '-events' : 'events', category };
}
