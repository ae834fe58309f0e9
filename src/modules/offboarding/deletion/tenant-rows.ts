import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';

/** What lets people and products in goes first, so that nobody adds to what is being deleted. */
const ENTRANCES = ['sessions', 'api_key_networks', 'api_keys', 'invitations', 'team_members', 'members'];
const BATCH = 5_000;

/** Deletes the rows of an organization, in short transactions that nobody else waits for. */
@Injectable()
export class TenantRows {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** Until nothing is left, however often it was stopped before. Resolves with how many rows went. @throws the signal's reason */
  async deleteAll(organizationId: string, signal: AbortSignal): Promise<number> {
    let total = 0;
    for (const table of ENTRANCES) total += await this.#empty(organizationId, table, signal);
    // What was still under way when the entrances closed may have written once more: until a round finds nothing.
    for (let round = -1; round !== 0; total += round) {
      round = 0;
      for (const table of await this.#tables()) round += await this.#empty(organizationId, table, signal);
    }
    return total;
  }

  async #tables(): Promise<string[]> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ name: string }>('SELECT name FROM tenant_tables()'),
    );
    return rows.map(({ name }) => name);
  }

  async #empty(organizationId: string, table: string, signal: AbortSignal): Promise<number> {
    for (let total = 0; ;) {
      signal.throwIfAborted();
      const deleted = await this.pool.inOrganization(organizationId, async (client) => {
        const { rows } = await client.query<{ deleted: number }>(
          'SELECT delete_organization_rows($1, $2) AS deleted',
          [table, BATCH],
        );
        return rows[0]?.deleted ?? 0;
      });
      total += deleted;
      if (deleted === 0) return total;
    }
  }
}
