import { Inject, Injectable } from '@nestjs/common';
import { WRITE_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';

/** Keeps a partition ready for every date that events of today would expire on. */
@Injectable()
export class EventPartitions {
  readonly #known = new Set<string>();

  constructor(@Inject(WRITE_POOL) private readonly pool: DatabasePool) {}

  /** Makes what is missing, each in a transaction of its own. SQLSTATE DY002: the date has been purged. */
  async ensure(dates: Iterable<string>): Promise<void> {
    for (const date of new Set(dates)) {
      if (this.#known.has(date)) continue;
      await this.pool.use((client) => client.query('SELECT create_events_partition($1)', [date]));
      this.#known.add(date);
    }
  }

  /** What was known may have been purged by another process: ask the database again. */
  forget(dates: Iterable<string>): void {
    for (const date of dates) this.#known.delete(date);
  }
}
