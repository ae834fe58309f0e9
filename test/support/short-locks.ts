import type { QueueOptions } from '../../src/platform/queue/queue-options';

/** A killed worker is noticed in a second instead of half a minute. */
export const SHORT_LOCKS: QueueOptions = {
  lockMs: 1_000,
  stalledEveryMs: 500,
  mostStalls: 20,
  attempts: 5,
  backoffMs: 20,
  patienceMs: 5_000,
};
