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
export const MOST_ASKED = 30;

/** Fetches the proof of an event and checks it here; of one that is not sealed yet it asks again by itself. */
export function useProof(event: AuditEvent): UseQueryResult<Proven> {
  const { key } = useTrustedKey();
  return useQuery({
    queryKey: ['proof', event.id, key],
    queryFn: ({ signal }) => prove(event, key, signal),
    staleTime: Infinity,
    refetchInterval: ({ state }) =>
      isNotSealed(state.error) && state.errorUpdateCount < MOST_ASKED ? AGAIN_MS : false,
  });
}

export const isNotSealed = (error: Error | null): boolean =>
  error instanceof ApiError && error.problem.code === 'proof.not_sealed_yet';

async function prove(event: AuditEvent, key: string, signal: AbortSignal): Promise<Proven> {
  const address = `/v1/events/${encodeURIComponent(event.id)}/proof`;
  const [proof, verifier] = await Promise.all([api<EventProof>('GET', address, { signal }), loadVerifier()]);
  const checked = await verifier.verifyProof(proof, key === '' ? {} : { keys: [key] });
  return { proof, checked, differing: differences(event, proof), withKey: key !== '' };
}
