import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AuditEvent } from '../../../audit/audit.contract';
import type { EventProof } from '../../../integrity/integrity.contract';
import { api } from '../api/api';
import { ApiError } from '../api/problem';
import { useTrustedKey } from '../ui/trusted-key';
import { loadVerifier, type Checked } from '../ui/verifier';
import { differences } from './differences';

/** A proof, what the verifier says of it, and where this page shows something else. */
export interface Proven {
  readonly proof: EventProof;
  readonly checked: Checked;
  readonly differing: readonly string[];
  readonly withKey: boolean;
}

const AGAIN_MS = 2_000;
/** A minute: sealing takes seconds. */
const MOST_ASKED = 30;

/** Fetches the proof of an event and checks it here. Null of one that is not sealed yet: it is asked for again by itself. */
export function useProof(event: AuditEvent): UseQueryResult<Proven | null> {
  const { key } = useTrustedKey();
  return useQuery({
    queryKey: ['proof', event.id, key],
    queryFn: ({ signal }) => prove(event, key, signal),
    staleTime: ({ state }) => (state.data ? Infinity : 0),
    refetchInterval: ({ state }) =>
      state.data === null && state.dataUpdateCount < MOST_ASKED ? AGAIN_MS : false,
  });
}

async function prove(event: AuditEvent, key: string, signal: AbortSignal): Promise<Proven | null> {
  const [proof, verifier] = await Promise.all([proofOf(event.id, signal), loadVerifier()]);
  if (proof === null) return null;
  const checked = await verifier.verifyProof(proof, key === '' ? {} : { keys: [key] });
  return { proof, checked, differing: differences(event, proof), withKey: key !== '' };
}

async function proofOf(id: string, signal: AbortSignal): Promise<EventProof | null> {
  try {
    return await api<EventProof>('GET', `/v1/events/${encodeURIComponent(id)}/proof`, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'proof.not_sealed_yet') return null;
    throw error;
  }
}
