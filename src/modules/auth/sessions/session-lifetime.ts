const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a session waits for its second factor. */
export const HALF_OPEN_MS = 10 * MINUTE_MS;

/** Sessions of one account at once: whoever opens another loses the oldest. */
export const MOST_SESSIONS = 5;

/** `last_seen_at` (and a key's `last_used_at`) is written at most this often. */
export const SEEN_EVERY_MS = MINUTE_MS;

/** What the organization allows: idle 5 to 60 minutes, 12 hours in all at most (NIST SP 800-63B-4 §2.3.3). */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
}

interface Times {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Limits that became tighter since the session began hold for it too. */
export const isOver = (
  { createdAt, lastSeenAt, expiresAt }: Times,
  limits: SessionLimits,
  now: Date,
): boolean =>
  now >= expiresAt ||
  now >= absoluteEnd(createdAt, limits) ||
  now.getTime() - lastSeenAt.getTime() >= limits.idleMinutes * MINUTE_MS;

export const absoluteEnd = (createdAt: Date, { absoluteHours }: SessionLimits): Date =>
  new Date(createdAt.getTime() + absoluteHours * HOUR_MS);
