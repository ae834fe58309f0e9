import { setTimeout as delay } from 'node:timers/promises';

/** How long and how often to go on when the server cannot take a batch now. */
export interface Patience {
  readonly tries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/** Ten tries in about three minutes, unless the server names a time. */
export const PATIENCE: Patience = { tries: 10, firstDelayMs: 500, longestDelayMs: 60_000 };

/** The server is busy, or not there: trying again later may help. */
export class TryLater extends Error {
  constructor(
    message: string,
    readonly afterMs?: number,
  ) {
    super(message);
  }
}

/** Repeats what throws `TryLater`: as the server says, else after twice the time each time. @throws its last error. */
export async function withPatience<T>(
  work: () => Promise<T>,
  { tries, firstDelayMs, longestDelayMs }: Patience,
  onWait: (reason: string, ms: number) => void,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TryLater) || tried >= tries) throw error;
      const ms = Math.min(error.afterMs ?? firstDelayMs * 2 ** (tried - 1), longestDelayMs);
      onWait(error.message, ms);
      await delay(ms);
    }
  }
}

/** `Retry-After` (RFC 9110 §10.2.3): seconds or a date; undefined when it says neither. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
