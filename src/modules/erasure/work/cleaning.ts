import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { alone } from '../../../platform/schedule/alone';

const DERIVED = ['event_actors', 'event_kinds', 'event_counts', 'event_actor_days', 'actor_addresses'];

const TO_CLEAN = `SELECT id, homes::text[] AS homes FROM erasures
  WHERE organization_id = $1 AND cleaned_at IS NULL AND homes <> '{}' AND state NOT IN ('asked', 'running') ORDER BY id`;

/** The partitions of some dates that are still there. */
const TABLES = `SELECT events_partition_name(expires_on) AS name FROM event_partitions WHERE dropped_at IS NULL AND expires_on = ANY ($1::date[])`;

/**
 * After an erasure PostgreSQL keeps the old versions of its rows until a vacuum, and samples of them in its statistics until the
 * next analysis. Both are done at once, without holding anybody up (docs/adr/0022 says what remains).
 */
@Injectable()
export class Cleaning {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** Resolves with the erasures that were cleaned up after; none where another process is at it. */
  async clean(organizationId: string, now: Date): Promise<string[]> {
    const cleaned = await alone(this.pool, 'daybook.erasure_cleaning', () => this.#work(organizationId, now));
    return cleaned ?? [];
  }

  async #work(organizationId: string, now: Date): Promise<string[]> {
    const found = await this.pool.inOrganization(organizationId, (client) =>
      client.query<{ id: string; homes: string[] }>(TO_CLEAN, [organizationId]),
    );
    if (found.rows.length === 0) return [];
    const dates = [...new Set(found.rows.flatMap(({ homes }) => homes))];
    await this.pool.use(async (client) => {
      const { rows } = await client.query<{ name: string }>(TABLES, [dates]);
      for (const name of [...rows.map((row) => row.name), ...DERIVED])
        await client.query(`VACUUM (ANALYZE, INDEX_CLEANUP ON) ${name}`);
    });
    const ids = found.rows.map(({ id }) => id);
    await this.pool.inOrganization(organizationId, (client) =>
      client.query('UPDATE erasures SET cleaned_at = $3 WHERE organization_id = $1 AND id = ANY ($2)', [
        organizationId,
        ids,
        now,
      ]),
    );
    return ids;
  }
}
