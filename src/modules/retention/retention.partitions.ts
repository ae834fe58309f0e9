import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, DAY_MS } from '../../platform/clock/clock';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { Log } from '../../platform/log/log';
import { expiresOn } from './policy/expires-on';
import { firstOpenDate } from './policy/load-policy';

/** Events of today and of the next three days find their partition there, even if this work fails for two days. */
const DAYS_AHEAD = 3;

/** Partitions before they are needed: at boot, daily, and when a policy changes (F16). */
@Injectable()
export class PartitionsAhead implements OnApplicationBootstrap {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Failing here stops nobody: readiness stays red, and each append makes what it misses. */
  async onApplicationBootstrap(): Promise<void> {
    await this.create().catch((error: unknown) =>
      this.log.error({ error }, 'the partitions of the coming days could not be made'),
    );
  }

  /** Makes what is missing for the coming days, under all policies in force. Returns how many. */
  async create(): Promise<number> {
    const missing = await this.#missing(DAYS_AHEAD);
    for (const date of missing) {
      await this.pool.use((client) => client.query('SELECT create_events_partition($1)', [date]));
    }
    return missing.length;
  }

  /** Whether every event of today and tomorrow has a partition to go to: readiness is red when not. */
  async ready(): Promise<boolean> {
    return (await this.#missing(1)).length === 0;
  }

  async #missing(days: number): Promise<string[]> {
    return this.pool.use(async (client) => {
      const { rows: lengths } = await client.query<{ days: number | null }>(
        'SELECT days FROM retention_lengths_in_force()',
      );
      const firstOpen = await firstOpenDate(async (sql) => (await client.query(sql)).rows);
      const dates = datesFor(
        this.clock.now(),
        days,
        lengths.map((row) => row.days),
      );
      const wanted = dates.map((date) => (date < firstOpen ? firstOpen : date));
      const { rows } = await client.query<{ date: string }>(
        `SELECT DISTINCT w.date FROM unnest($1::text[]) AS w (date)
          WHERE NOT EXISTS (SELECT FROM event_partitions p WHERE p.expires_on = w.date::date AND p.dropped_at IS NULL) ORDER BY 1`,
        [wanted],
      );
      return rows.map((row) => row.date);
    });
  }
}

/** The dates that events of today and of so many days more get, under each number of days that events are kept. */
function datesFor(now: Date, ahead: number, lengths: readonly (number | null)[]): string[] {
  const days = Array.from({ length: ahead + 1 }, (_, day) => ({
    occurred_at: new Date(now.getTime() + day * DAY_MS),
  }));
  return [...new Set(lengths.flatMap((length) => days.map((event) => expiresOn(event, length))))];
}
