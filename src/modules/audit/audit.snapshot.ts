import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { READ_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { EVER, homesOf } from './search/scope';
import { inSnapshot } from './search/snapshot';

/** One organization's log at one moment, for whoever computes over it: events, what is counted of them, and who acted. */
export interface LogSnapshot {
  readonly client: PoolClient;
  readonly organizationId: string;
  /** The partitions in which it has events. Every question to `events` and to the counted tables names them. */
  readonly homes: readonly string[];
  /** Events up to this sequence are in the counted tables, later ones in `events` alone. */
  readonly countedTo: number;
}

/** The door for computing over the log: read-only, repeatable, and blind to rows on the move. */
@Injectable()
export class LogSnapshots {
  constructor(@Inject(READ_POOL) private readonly pool: DatabasePool) {}

  read<T>(organizationId: string, work: (log: LogSnapshot) => Promise<T>): Promise<T> {
    return inSnapshot(this.pool, organizationId, async (client) => {
      const homes = await homesOf(client, organizationId, EVER.from, EVER.to);
      const { rows } = await client.query<{ counted_to: string }>(
        'SELECT counted_to FROM count_heads WHERE organization_id = $1',
        [organizationId],
      );
      return work({ client, organizationId, homes, countedTo: Number(rows[0]?.counted_to ?? 0) });
    });
  }
}
