import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, MINUTE_MS } from '../../clock/clock';
import { Log } from '../../log/log';

/** How long processes may not know of each other: what they count in that time they may let through too much. */
const SYNC_MS = 500;

/** What one key has used up in one window. */
export interface RateWindow {
  readonly endsAt: number;
  /** Of all processes, as of the last look. */
  known: number;
  sending: number;
  unsent: number;
  /** Refusals of this process. */
  refusals: number;
}

const ADD = `INSERT INTO rate_counters AS r (key, window_ends_at, amount)
    SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::bigint[])
  ON CONFLICT (key, window_ends_at) DO UPDATE SET amount = r.amount + excluded.amount
  RETURNING key, amount::float8 AS amount`;

/**
 * Counts by key and window. Requests only touch memory; twice a second what is new is added up in the database, in one statement,
 * which tells what all processes together have seen. While the database is away each counts for itself.
 */
@Injectable()
export class RateCounters implements BeforeApplicationShutdown {
  readonly #windows = new Map<string, RateWindow>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #tidiedAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Adds to a key's present window and returns it; `used()` says how full it is. */
  add(key: string, amount: number, lengthMs: number): RateWindow {
    const endsAt = (Math.floor(this.clock.now().getTime() / lengthMs) + 1) * lengthMs;
    let window = this.#windows.get(key);
    if (window?.endsAt !== endsAt) {
      window = { endsAt, known: 0, sending: 0, unsent: 0, refusals: 0 };
      this.#windows.set(key, window);
    }
    window.unsent += amount;
    this.#timer ??= setTimeout(() => void this.sync(), SYNC_MS).unref();
    return window;
  }

  /** Tells the database what is new, and learns the rest. */
  sync(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running = this.#running.then(() =>
      this.#exchange().catch((error: unknown) =>
        this.log.warn({ error }, 'rate counters could not be shared'),
      ),
    );
    return this.#running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** By key in one order, so that two processes never wait for each other in a circle. */
  async #exchange(): Promise<void> {
    const now = this.clock.now();
    const fresh = [...this.#windows]
      .filter(([, { unsent }]) => unsent > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const amounts = fresh.map(([, window]) => send(window));
    try {
      const rows: { key: string; amount: number }[] = await this.dataSource.query(ADD, [
        fresh.map(([key]) => key),
        fresh.map(([, { endsAt }]) => new Date(endsAt)),
        amounts,
      ]);
      const totals = new Map(rows.map(({ key, amount }) => [key, amount]));
      for (const [key, window] of fresh) window.known = totals.get(key) ?? window.known;
    } catch (error) {
      for (const [n, [, window]] of fresh.entries()) window.known += amounts[n] as number;
      throw error;
    } finally {
      for (const [, window] of fresh) window.sending = 0;
      await this.#tidy(now);
    }
  }

  async #tidy(now: Date): Promise<void> {
    for (const [key, { endsAt }] of this.#windows) if (endsAt <= now.getTime()) this.#windows.delete(key);
    if (now.getTime() - this.#tidiedAt < MINUTE_MS) return;
    this.#tidiedAt = now.getTime();
    await this.dataSource.query('DELETE FROM rate_counters WHERE window_ends_at <= $1', [now]);
  }
}

export const used = ({ known, sending, unsent }: RateWindow): number => known + sending + unsent;

function send(window: RateWindow): number {
  window.sending = window.unsent;
  window.unsent = 0;
  return window.sending;
}
