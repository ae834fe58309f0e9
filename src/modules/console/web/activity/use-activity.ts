import { useQuery, type UseQueryResult, keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api, type Parameters } from '../api/api';
import { useOrganizationZone } from '../preferences/time-zone';
import { rangeParameters, type ActivityPatch, type ActivitySearch } from './address';

export interface ActivityState {
  readonly search: ActivitySearch;
  /** In which days and hours are shown. */
  readonly zone: string;
  /** Range and zone, as the API has them. */
  readonly range: Parameters;
  /** And whose activity. */
  readonly parameters: Parameters;
  readonly change: (patch: ActivityPatch, options?: { replace?: boolean }) => void;
  /** Another question begins at its first page. */
  readonly ask: (patch: ActivityPatch, options?: { replace?: boolean }) => void;
}

export function useActivity(): ActivityState {
  const search: ActivitySearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const ofOrganization = useOrganizationZone(true);
  const zone = search.tz ?? ofOrganization ?? 'UTC';
  const change = useCallback<ActivityState['change']>(
    (patch, { replace = false } = {}) =>
      void navigate({ to: '.', search: (before: ActivitySearch) => ({ ...before, ...patch }), replace }),
    [navigate],
  );
  const ask = useCallback<ActivityState['ask']>(
    (patch, options) => change({ cursor: undefined, ...patch }, options),
    [change],
  );
  const range = { tz: search.tz, ...rangeParameters(search, zone, Date.now()) };
  return { search, zone, range, parameters: { ...range, user: search.user, team: search.team }, change, ask };
}

/** One answer of the API; while another is awaited, the one before stays. */
export const useFigures = <T>(path: string, query: Parameters, enabled = true): UseQueryResult<T> =>
  useQuery({
    queryKey: ['activity', path, query],
    queryFn: ({ signal }) => api<T>('GET', `/v1/activity${path}`, { query, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
