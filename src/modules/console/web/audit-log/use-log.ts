import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { AuditEvent, EventPage } from '../../../audit/audit.contract';
import type {
  EventFacet,
  EventFacets,
  EventHistogram,
  FacetField,
} from '../../../audit/audit.counts.contract';
import type { LogExtent } from '../../../retention/retention.contract';
import { api, type Parameters } from '../api/api';
import { useZone } from '../preferences/time-zone';
import { FIRST_PAGE, type LogSearch } from './address';
import { parametersOf } from './parameters';
import { withoutField } from './query-terms';

export type Patch = Partial<Record<keyof LogSearch, string | undefined>>;

export interface LogState {
  readonly search: LogSearch;
  readonly q: string;
  /** Of the API, without order and page. */
  readonly parameters: Parameters;
  readonly zone: string;
  /** Changes the address, and stays at the event that is viewed in full; `replace` where Back should not stop at each step, as while typing. */
  readonly change: (patch: Patch, options?: { replace?: boolean }) => void;
  /** Another search: begins at its first page, with the list in front. */
  readonly ask: (patch: Patch, options?: { replace?: boolean }) => void;
}

export function useLog(): LogState {
  const search = useSearch({ from: '/inside/audit-log' });
  const navigate = useNavigate();
  const zone = useZone().name;
  const change = useCallback<LogState['change']>(
    (patch, { replace = false } = {}) =>
      void navigate({ to: '.', search: (before: LogSearch) => ({ ...before, ...patch }), replace }),
    [navigate],
  );
  const ask = useCallback<LogState['ask']>(
    (patch, { replace = false } = {}) =>
      void navigate({
        to: '/audit-log',
        search: (before) => ({ ...before, ...FIRST_PAGE, ...patch }),
        replace,
      }),
    [navigate],
  );
  return { search, q: search.q ?? '', parameters: parametersOf(search, zone), zone, change, ask };
}

export const EVENTS = 'events';

export function useEvents({ search, parameters }: LogState, enabled: boolean): UseQueryResult<EventPage> {
  const query = { ...parameters, sort: search.sort, limit: search.limit, cursor: search.cursor };
  return useQuery({
    queryKey: [EVENTS, query],
    queryFn: ({ signal }) => api<EventPage>('GET', '/v1/events', { query, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useHistogram(
  { search, parameters }: LogState,
  enabled: boolean,
): UseQueryResult<EventHistogram> {
  const query = { ...parameters, by: search.by };
  return useQuery({
    queryKey: ['histogram', query],
    queryFn: ({ signal }) => api<EventHistogram>('GET', '/v1/events/histogram', { query, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Of fields that are asked for in the query the values beside: they are counted without that term. */
export function useFacets(
  { search, zone, q }: LogState,
  fields: readonly FacetField[],
): readonly EventFacet[] {
  const own = fields.filter((field) => withoutField(q, NAMES[field]) !== withoutField(q, ''));
  const rest = fields.filter((field) => !own.includes(field));
  const questions = [
    { field: rest, parameters: parametersOf(search, zone) },
    ...own.map((field) => ({
      field: [field],
      parameters: parametersOf({ ...search, q: withoutField(q, NAMES[field]) }, zone),
    })),
  ].filter(({ field }) => field.length > 0);
  const answers = useQueries({
    queries: questions.map(({ field, parameters }) => ({
      queryKey: ['facets', field, parameters],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api<EventFacets>('GET', '/v1/events/facets', { query: { ...parameters, field }, signal }),
      placeholderData: keepPreviousData,
    })),
  });
  const found = answers.flatMap(({ data }) => data?.facets ?? []);
  const [kept] = useState(new Map<FacetField, EventFacet>());
  for (const facet of found) kept.set(facet.field, facet);
  return fields.flatMap((field) => kept.get(field) ?? []);
}

/** Facets by the names that the query language has for them. */
export const NAMES: Readonly<Record<FacetField, string>> = {
  source: 'source',
  action: 'action',
  outcome: 'outcome',
  actor: 'actor',
  resource_type: 'resource.type',
  ip: 'ip',
  category: 'category',
};

export const useEvent = (id: string | undefined, known: AuditEvent | undefined): UseQueryResult<AuditEvent> =>
  useQuery({
    queryKey: ['event', id],
    queryFn: ({ signal }) => api<AuditEvent>('GET', `/v1/events/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== undefined && known === undefined,
    staleTime: Infinity,
    ...(known ? { initialData: known } : {}),
  });

export const useExtent = (): UseQueryResult<LogExtent> =>
  useQuery({
    queryKey: ['log'],
    queryFn: ({ signal }) => api<LogExtent>('GET', '/v1/log', { signal }),
    staleTime: 60_000,
  });
