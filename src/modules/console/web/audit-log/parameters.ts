import type { Parameters } from '../api/api';
import type { LogSearch } from './address';
import { hasAlternatives, saysTime } from './query-terms';
import { DEFAULT_RANGE, termOf } from './time-range';

/**
 * The address as parameters of the API. A relative range travels as a term of the query, because cursors keep the moment at which
 * its first page was asked for.
 */
export function parametersOf(
  { q = '', range = DEFAULT_RANGE, from, to }: LogSearch,
  zone: string,
): Parameters {
  const isAbsolute = from !== undefined || to !== undefined;
  const time = isAbsolute || saysTime(q) ? '' : termOf(range);
  return { q: both(q, time), from, to, tz: zone };
}

function both(query: string, time: string): string {
  if (query === '' || time === '') return query + time;
  return `${hasAlternatives(query) ? `(${query})` : query} ${time}`;
}
