import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AnchorsView } from '../../../integrity/integrity.anchors.contract';
import type {
  CheckpointPage,
  LogCapabilityView,
  NewestCheckpoint,
  VerifierKeyList,
} from '../../../integrity/integrity.contract';
import type { VerificationView } from '../../../verification/verification.contract';
import { api } from '../api/api';
import { ApiError } from '../api/problem';

const AGAIN_MS = 2_000;
const PAGE = 10;

export const VERIFICATION = ['verification'] as const;
export const ANCHORS = ['anchors'] as const;
export const CAPABILITY = ['log-capability'] as const;

/** Asked for again only while something is under way: each look is an event in the log. */
export const useVerification = (): UseQueryResult<VerificationView> =>
  useQuery({
    queryKey: VERIFICATION,
    queryFn: ({ signal }) => api<VerificationView>('GET', '/v1/verification', { signal }),
    refetchInterval: ({ state }) => (state.data?.running ? AGAIN_MS : false),
  });

export const isMissing = (error: Error | null): boolean =>
  error instanceof ApiError && error.problem.code === 'checkpoint.not_found';

/** A new log has its first checkpoint within seconds; if none comes within a minute, it is no longer asked for. */
export const useNewest = (): UseQueryResult<NewestCheckpoint> =>
  useQuery({
    queryKey: ['checkpoint'],
    queryFn: ({ signal }) => api<NewestCheckpoint>('GET', '/v1/checkpoint', { signal }),
    refetchInterval: ({ state }) =>
      isMissing(state.error) && state.errorUpdateCount < 30 ? AGAIN_MS : false,
  });

export const useKeyList = (): UseQueryResult<VerifierKeyList> =>
  useQuery({
    queryKey: ['verifier-keys'],
    queryFn: ({ signal }) => api<VerifierKeyList>('GET', '/v1/verifier-keys', { signal }),
  });

export const useCheckpoints = (cursor: string | undefined): UseQueryResult<CheckpointPage> =>
  useQuery({
    queryKey: ['checkpoints', cursor],
    queryFn: ({ signal }) =>
      api<CheckpointPage>('GET', '/v1/checkpoints', { query: { limit: PAGE, cursor }, signal }),
    placeholderData: keepPreviousData,
  });

export const useAnchors = (): UseQueryResult<AnchorsView> =>
  useQuery({
    queryKey: ANCHORS,
    queryFn: ({ signal }) => api<AnchorsView>('GET', '/v1/anchors', { signal }),
  });

export const useCapability = (): UseQueryResult<LogCapabilityView> =>
  useQuery({
    queryKey: CAPABILITY,
    queryFn: ({ signal }) => api<LogCapabilityView>('GET', '/v1/log-capability', { signal }),
  });
