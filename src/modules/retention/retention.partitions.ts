import { Inject, Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '../../platform/clock/clock';
import { sqlState } from '../../platform/database/database-fault';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { Log } from '../../platform/log/log';
import { expiresOn } from './policy/expires-on';

/** Events of today and of the next three days find their partition there, even if this work fails for two days. */
const DAYS_AHEAD = 3;
const PURGED = 'DY002';

/** Partitions before they are needed: at boot, daily, and when a policy changes (F16). */
@Injectable()
export class PartitionsAhead {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Makes what is missing for the coming days, under all policies in force. Returns how many. */
  async create(): Promise<number> {
    const missing = await this.#missing(DAYS_AHEAD);
    let made = 0;
    for (const date of missing) made += (await this.#make(date)) ? 1 : 0;
    return made;
  }

  /** Whether every event of today and tomorrow has a partition to go to: readiness is red when not. */
  async ready(): Promise<boolean> {
    return (await this.#missing(1)).length === 0;
  }

  async #make(date: string): Promise<boolean> {
    try {
      await this.pool.use((client) => client.query('SELECT create_events_partition($1)', [date]));
      return true;
    } catch (error) {
      if (sqlState(error) !== PURGED) throw error;
      this.log.warn(
        { date },
        'a date that events of these days expire on has been purged: has the clock been set back?',
      );
      return false;
    }
  }

  async #missing(days: number): Promise<string[]> {
    return this.pool.use(async (client) => {
      const { rows: lengths } = await client.query<{ days: number | null }>(
        'SELECT days FROM retention_lengths_in_force()',
      );
      const wanted = datesFor(
        this.clock.now(),
        days,
        lengths.map((row) => row.days),
      );
      const { rows } = await client.query<{ date: string }>(
        `SELECT w.date FROM unnest($1::text[]) AS w (date)
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
