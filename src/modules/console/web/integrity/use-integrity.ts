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
const MOST_ASKED = 30;
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

/** Null of a new log: its first checkpoint follows within seconds. If none comes within a minute, it is no longer asked for. */
export const useNewest = (): UseQueryResult<NewestCheckpoint | null> =>
  useQuery({
    queryKey: ['checkpoint'],
    queryFn: ({ signal }) => newest(signal),
    refetchInterval: ({ state }) =>
      state.data === null && state.dataUpdateCount < MOST_ASKED ? AGAIN_MS : false,
  });

async function newest(signal: AbortSignal): Promise<NewestCheckpoint | null> {
  try {
    return await api<NewestCheckpoint>('GET', '/v1/checkpoint', { signal });
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'checkpoint.not_found') return null;
    throw error;
  }
}

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
