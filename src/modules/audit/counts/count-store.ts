import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';

/** The functions of the database that keep the counted tables (migrations 1795200000140 and 141). */
@Injectable()
export class CountStore {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** Organizations with events that are not counted yet, in the order of their ids; null: from the first. */
  organizations(after: string | null, limit: number): Promise<string[]> {
    return this.pool.use(async (client) => {
      const { rows } = await client.query<{ organization_id: string }>(
        'SELECT organization_id FROM organizations_to_count($1, $2)',
        [after, limit],
      );
      return rows.map(({ organization_id }) => organization_id);
    });
  }

  /** Counts the next events; returns how many sequences that were, null when somebody else is at it. */
  count(organizationId: string, limit: number): Promise<number | null> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ counted: number | null }>(
        'SELECT counted FROM count_events($1)',
        [limit],
      );
      return rows[0]?.counted ?? null;
    });
  }
}
