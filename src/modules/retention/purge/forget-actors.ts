import type { PurgeStore } from '../storage/purge-store';

/** Identities are looked up one by one under the head's lock: few at a time, so that no append waits. */
const MOST_AT_ONCE = 50;
const FIRST_KEY = '00000000-0000-0000-0000-000000000000';

/** A person's identity must not outlive their events. Returns how many identities went. */
export async function forgetUnusedActors(
  store: PurgeStore,
  organizationId: string,
  batch: number,
  signal: AbortSignal,
): Promise<number> {
  const size = Math.min(batch, MOST_AT_ONCE);
  let forgotten = 0;
  for (let after = FIRST_KEY, full = true; full;) {
    signal.throwIfAborted();
    const result = await store.forgetActors(organizationId, after, size);
    forgotten += result.forgotten;
    after = result.lastKey ?? after;
    full = result.examined === size;
  }
  return forgotten;
}
