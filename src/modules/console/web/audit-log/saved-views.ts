import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { writtenValue } from '../../../audit/audit.query-language';
import type { SavedView, SavedViewList, ViewQuery } from '../../../views/views.contract';
import { api } from '../api/api';
import type { LogSearch } from './address';
import { queryOf } from './query-terms';

export const savedViews = queryOptions({
  queryKey: ['saved-views'],
  queryFn: async ({ signal }): Promise<readonly SavedView[]> =>
    (await api<SavedViewList>('GET', '/v1/saved-views', { signal })).data,
  staleTime: 60_000,
});

export const useSavedViews = (enabled = true): UseQueryResult<readonly SavedView[]> =>
  useQuery({ ...savedViews, enabled });

/** Filters of the API by the names that the query language has for them. */
const FIELDS: Readonly<Record<string, string>> = {
  actor_type: 'actor.type',
  actor_role: 'actor.role',
  resource_type: 'resource.type',
  resource_id: 'resource.id',
  subject_type: 'subject.type',
  subject_id: 'subject.id',
  session_id: 'session',
  request_id: 'request',
};

const PLAIN = new Set(['q', 'range', 'from', 'to', 'tz', 'columns', 'sort', 'limit']);

/** What a view says, as an address: its filters become terms, so that the query bar shows all of it. */
export function searchOf(query: ViewQuery): LogSearch {
  const terms = Object.entries(query)
    .filter(([name, values]) => !PLAIN.has(name) && Array.isArray(values))
    .map(([name, values]) => termOf(FIELDS[name] ?? name, values as readonly string[]));
  const q = query.q !== undefined && terms.length > 0 && / OR /.test(query.q) ? `(${query.q})` : query.q;
  const { range, from, to, sort, limit, columns } = query;
  return {
    q: queryOf([q ?? '', ...terms]),
    range,
    from,
    to,
    sort,
    limit: limit?.toString(),
    cols: columns?.join(','),
  };
}

const termOf = (field: string, values: readonly string[]): string =>
  `${field}:${values.map((value) => value.replace(/^(.*?)(\*?)$/s, (_, text: string, star: string) => writtenValue(text) + star)).join(',')}`;
