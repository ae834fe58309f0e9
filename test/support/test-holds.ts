import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { EventQuery } from '../../src/modules/audit/audit.event-query';
import { AuditCounts } from '../../src/modules/audit/audit.counts';
import { AuditReader } from '../../src/modules/audit/audit.reader';
import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import { EventPages } from '../../src/modules/audit/search/event-pages';
import { HeldCounts } from '../../src/modules/holds/holds.counts';
import { HoldGuard } from '../../src/modules/holds/holds.guard';
import { SystemClock } from '../../src/platform/clock/clock';
import type { DatabasePool } from '../../src/platform/database/pools';

/** Everything, whenever it happened. */
export const ALL: EventQuery = {
  from: '0001-01-01T00:00:00.000Z',
  to: '9999-12-31T00:00:00.000Z',
  where: [],
};

export const holdGuard = (pool: DatabasePool): HoldGuard =>
  new HoldGuard(new AuditReader(new EventPages(pool)));

export const heldCounts = (pool: DatabasePool): HeldCounts => {
  const clock = new SystemClock();
  return new HeldCounts(
    new AuditReader(new EventPages(pool)),
    new LogSnapshots(pool),
    new AuditCounts(pool, clock),
    clock,
  );
};

/** A hold as `POST /v1/legal-holds` places it, without its event; `meanwhile` looks at the log in its transaction. Returns its id. */
export async function placeHold(
  app: DatabasePool,
  organizationId: string,
  query: Partial<EventQuery> = {},
  meanwhile: (client: PoolClient) => Promise<void> = () => Promise.resolve(),
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
    await meanwhile(client);
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
