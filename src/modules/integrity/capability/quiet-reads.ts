import { Injectable } from '@nestjs/common';
import { Clock, MINUTE_MS } from '../../../platform/clock/clock';

/** So many networks are remembered; of one that was forgotten the next read is recorded again. */
const MOST = 10_000;

const HOUR_MS = 60 * MINUTE_MS;

interface Hour {
  readonly endsAt: number;
  quiet: number;
}

/**
 * Which reads of a public tree are recorded: of each log and network the first in an hour, with the number of those before it that were not.
 * A witness asks every few seconds: were each an event, its own asking would make the log grow that it asks about. Of this process alone, and
 * forgotten with it.
 */
@Injectable()
export class QuietReads {
  readonly #hours = new Map<string, Hour>();

  constructor(private readonly clock: Clock) {}

  /** Null for a read that is not to be recorded; else how many were not since the last that was. */
  note(organizationId: string, network: string): number | null {
    const key = `${organizationId} ${network}`;
    const now = this.clock.now().getTime();
    const hour = this.#hours.get(key);
    if (hour && hour.endsAt > now) {
      hour.quiet += 1;
      return null;
    }
    this.#hours.delete(key);
    if (this.#hours.size >= MOST) this.#hours.delete(this.#hours.keys().next().value as string);
    this.#hours.set(key, { endsAt: now + HOUR_MS, quiet: 0 });
    return hour?.quiet ?? 0;
  }
}
