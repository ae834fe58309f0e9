const MINUTE_MS = 60_000;

/** NIST SP 800-63B-4 §2.3.3: idle 15 minutes, 12 hours in all. */
export const IDLE_MS = 15 * MINUTE_MS;
export const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;

/** `last_seen_at` (and a key's `last_used_at`) is written at most this often. */
export const SEEN_EVERY_MS = MINUTE_MS;

interface Times {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

export const isOver = ({ lastSeenAt, expiresAt }: Times, now: Date): boolean =>
  now >= expiresAt || now.getTime() - lastSeenAt.getTime() >= IDLE_MS;
