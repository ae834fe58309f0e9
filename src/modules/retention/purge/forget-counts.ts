import type { PurgeStore } from '../storage/purge-store';

/** What was counted of a dropped date. Returns how many rows went. */
export async function forgetCounts(
  store: PurgeStore,
  organizationId: string,
  date: string,
  batch: number,
  signal: AbortSignal,
): Promise<number> {
  for (let total = 0; ;) {
    signal.throwIfAborted();
    const forgotten = await store.forgetCounts(organizationId, date, batch);
    total += forgotten;
    if (forgotten < batch) return total;
  }
}
