import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type {
  PolicyPreview,
  RetentionPolicyView,
  RetentionTerms,
} from '../../../retention/retention.contract';
import { api } from '../api/api';

export const POLICY = ['retention-policy'] as const;

/** Between two looks at events that are on their way: each look leaves an event. */
const LOOK_MS = 5_000;

export const usePolicy = (): UseQueryResult<RetentionPolicyView> =>
  useQuery({
    queryKey: POLICY,
    queryFn: ({ signal }) => api<RetentionPolicyView>('GET', '/v1/retention-policy', { signal }),
    refetchInterval: ({ state }) => (state.data?.rehoming?.state === 'pending' ? LOOK_MS : false),
  });

/** What a policy would do; asked for while it is written, nothing changes by it. */
export const usePreview = (terms: RetentionTerms, enabled: boolean): UseQueryResult<PolicyPreview> =>
  useQuery({
    queryKey: ['policy-preview', terms],
    queryFn: ({ signal }) =>
      api<PolicyPreview>('POST', '/v1/retention-policy/preview', { body: terms, signal }),
    enabled,
    gcTime: 60_000,
  });
