import { Inject, Injectable } from '@nestjs/common';
import { READ_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';

/** How far logs have come. */
@Injectable()
export class LogHeads {
  constructor(@Inject(READ_POOL) private readonly pool: DatabasePool) {}

  /** The last sequence of each organization, in one question; one that has no events yet is missing. */
  async of(organizationIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ organization_id: string; last_sequence: string }>(
        'SELECT organization_id, last_sequence FROM heads_of_logs($1::uuid[])',
        [organizationIds],
      ),
    );
    return new Map(rows.map((row) => [row.organization_id, Number(row.last_sequence)]));
  }
}
