import { randomUUID } from 'node:crypto';
import type { EventQuery } from '../../src/modules/audit/audit.event-query';
import { AuditReader } from '../../src/modules/audit/audit.reader';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { HoldGuard } from '../../src/modules/holds/holds.guard';
import type { DatabasePool } from '../../src/platform/database/pools';

/** Everything, whenever it happened. */
export const ALL: EventQuery = {
  from: '0001-01-01T00:00:00.000Z',
  to: '9999-12-31T00:00:00.000Z',
  where: [],
};

export const holdGuard = (pool: DatabasePool): HoldGuard =>
  new HoldGuard(new AuditReader(new EventPages(pool)));

/** A hold as `POST /v1/legal-holds` places it, without its event. Returns its id. */
export async function placeHold(
  app: DatabasePool,
  organizationId: string,
  query: Partial<EventQuery> = {},
): Promise<string> {
  const id = randomUUID();
  await app.inOrganization(organizationId, async (client) => {
    await client.query('LOCK TABLE ONLY events IN ACCESS SHARE MODE');
    await client.query(
      `INSERT INTO hold_heads AS h (organization_id, version) VALUES ($1, 1)
       ON CONFLICT (organization_id) DO UPDATE SET version = h.version + 1`,
      [organizationId],
    );
    await client.query(
      `INSERT INTO legal_holds (organization_id, id, name, reason, filter, query, placed_by, placed_at)
       VALUES ($1, $2, 'Case', 'Court order', '{}', $3, '{}', now())`,
      [organizationId, id, { ...ALL, ...query }],
    );
  });
  return id;
}

/** Releases it as an approved request does, without its event. */
export async function releaseHold(app: DatabasePool, organizationId: string, id: string): Promise<void> {
  await app.inOrganization(organizationId, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      'UPDATE hold_heads SET version = version + 1 WHERE organization_id = $1 RETURNING version',
      [organizationId],
    );
    await client.query(
      `UPDATE legal_holds SET released_at = now(), released_by = '{}', release_reason = 'Settled' WHERE organization_id = $1 AND id = $2`,
      [organizationId, id],
    );
    await client.query(
      `INSERT INTO unholdings (organization_id, hold_version) VALUES ($1, $2)
       ON CONFLICT (organization_id) DO UPDATE SET hold_version = excluded.hold_version, cursor_sequence = 0`,
      [organizationId, rows[0]?.version],
    );
  });
}
