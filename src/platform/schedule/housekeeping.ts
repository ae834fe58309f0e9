/**
 * The one shape of every housekeeping worker: fixed batches until one comes back short, a time limit, a signal, and a
 * count as its result. What is left over is found again by the next run.
 */
export interface HousekeepingOptions {
  /** Rows looked at in one transaction. */
  readonly batch: number;
  /** No batch begins later than this after the start. */
  readonly timeLimitMs: number;
  /** Aborted when the process stops: the batch under way ends, no other begins. */
  readonly signal?: AbortSignal;
}

/** Aborts at the time limit or with the caller's signal, whichever comes first. */
export function deadlineOf({ timeLimitMs, signal }: HousekeepingOptions): AbortSignal {
  const timeout = AbortSignal.timeout(timeLimitMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
