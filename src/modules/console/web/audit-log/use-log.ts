import {
  keepPreviousData,
  queryOptions,
  useQueries,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
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
  return useMemo(
    () => ({ search, q: search.q ?? '', parameters: parametersOf(search, zone), zone, change, ask }),
    [search, zone, change, ask],
  );
}

export const EVENTS = 'events';

/** The list of an address: also asked for before there is a page (`early-start.ts`). */
export const eventsOf = (search: LogSearch, zone: string) => {
  const { sort, limit, cursor } = search;
  const query = { ...parametersOf(search, zone), sort, limit, cursor };
  return queryOptions({
    queryKey: [EVENTS, query],
    queryFn: ({ signal }) => api<EventPage>('GET', '/v1/events', { query, signal }),
  });
};

export const useEvents = ({ search, zone }: LogState, enabled: boolean): UseQueryResult<EventPage> =>
  useQuery({ ...eventsOf(search, zone), placeholderData: keepPreviousData, enabled });

/** The list is there: what is counted beside it may be asked for. The list comes first, also on the server. */
function useListed(log: LogState): boolean {
  const { isPlaceholderData, isPending } = useEvents(log, false);
  return !isPending && !isPlaceholderData;
}

export function useHistogram(log: LogState, enabled: boolean): UseQueryResult<EventHistogram> {
  const query = { ...log.parameters, by: log.search.by };
  const isListed = useListed(log);
  return useQuery({
    queryKey: ['histogram', query],
    queryFn: ({ signal }) => api<EventHistogram>('GET', '/v1/events/histogram', { query, signal }),
    placeholderData: keepPreviousData,
    enabled: enabled && isListed,
  });
}

/** Of fields that are asked for in the query the values beside: they are counted without that term. */
export function useFacets(log: LogState, fields: readonly FacetField[]): readonly EventFacet[] {
  const { search, zone, q } = log;
  const isListed = useListed(log);
  const own = fields.filter((field) => withoutField(q, NAMES[field]) !== withoutField(q, ''));
  const rest = fields.filter((field) => !own.includes(field));
  const questions = [
    { field: rest, parameters: parametersOf(search, zone) },
    ...own.map((field) => ({
      field: [field],
      parameters: parametersOf({ ...search, q: withoutField(q, NAMES[field]) }, zone),
    })),
  ].filter(({ field }) => field.length > 0);
  const found = useQueries({
    queries: questions.map(({ field, parameters }) => ({
      queryKey: ['facets', field, parameters],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api<EventFacets>('GET', '/v1/events/facets', { query: { ...parameters, field }, signal }),
      placeholderData: keepPreviousData,
      enabled: isListed,
    })),
    combine: facetsIn,
  });
  // What was shown stays until there is something newer; a question that changes its shape has nothing that came before.
  const [kept, setKept] = useState<readonly EventFacet[]>([]);
  const next = useMemo(() => newer(kept, found), [kept, found]);
  if (next !== kept) setKept(next);
  return next;
}

const facetsIn = (answers: readonly UseQueryResult<EventFacets>[]): readonly EventFacet[] =>
  answers.flatMap(({ data }) => data?.facets ?? []);

/** The same array when nothing in it is new. */
function newer(kept: readonly EventFacet[], found: readonly EventFacet[]): readonly EventFacet[] {
  if (found.every((facet) => kept.includes(facet))) return kept;
  return [...kept.filter(({ field }) => !found.some((each) => each.field === field)), ...found];
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

export const useExtent = (enabled = true): UseQueryResult<LogExtent> =>
  useQuery({
    enabled,
    queryKey: ['log'],
    queryFn: ({ signal }) => api<LogExtent>('GET', '/v1/log', { signal }),
    staleTime: 60_000,
  });
