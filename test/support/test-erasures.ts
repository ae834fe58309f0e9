import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import type { ErasureView } from '../../src/modules/erasure/erasure.contract';
import { ErasureSweeper } from '../../src/modules/erasure/erasure.sweeper';
import type { TestApp } from './test-app';
import type { TestPerson } from './test-people';
import { until } from './until';

export const REASON = 'imported twice by mistake';

/** Writes events as a host product's; resolves with them as the log has them. */
export async function recorded(
  test: TestApp,
  person: TestPerson,
  events: readonly NewEvent[],
): Promise<AuditEvent[]> {
  const results = await test.app.get(EventWriter, { strict: false }).write(person.organizationId, events);
  const stored = results.map(({ id }) => person.client.get(`/v1/events/${id}`).expect(200));
  return (await Promise.all(stored)).map(({ body }) => body as AuditEvent);
}

/** Sets what retention policies say of erasure. */
export async function setPolicy(
  test: TestApp,
  { organizationId }: TestPerson,
  { floorDays = null, allowed = true }: { floorDays?: number | null; allowed?: boolean },
): Promise<void> {
  await test.superuser.query(
    `INSERT INTO retention_policies (organization_id, floor_days, erasure_allowed, version, updated_at) VALUES ($1, $2, $3, 1, now())
     ON CONFLICT (organization_id) DO UPDATE SET floor_days = $2, erasure_allowed = $3`,
    [organizationId, floorDays, allowed],
  );
}

/** A legal hold on what one record's id says, as if it had been placed. */
export async function placeHold(
  test: TestApp,
  { organizationId }: Pick<TestPerson, 'organizationId'>,
  resourceId: string,
): Promise<string> {
  const id = randomUUID();
  const query = {
    from: '0001-01-01T00:00:00.000Z',
    to: '9999-12-31T00:00:00.000Z',
    where: [{ field: 'resource_id', is: resourceId }],
  };
  await test.superuser.query(
    `WITH head AS (INSERT INTO hold_heads (organization_id, version) VALUES ($1, 1) ON CONFLICT (organization_id) DO UPDATE SET version = hold_heads.version + 1)
     INSERT INTO legal_holds (organization_id, id, name, reason, filter, query, placed_by, placed_at)
     VALUES ($1, $2, 'Case 7', 'a lawsuit', '{}', $3, '{}', now())`,
    [organizationId, id, JSON.stringify(query)],
  );
  return id;
}

export const releaseHold = (test: TestApp, id: string): Promise<unknown> =>
  test.superuser.query(
    `UPDATE legal_holds SET released_at = now(), released_by = '{}', release_reason = 'over' WHERE id = $1`,
    [id],
  );

/** Waits until an erasure is over, sweeping as a worker does. */
export function over<T extends ErasureView>(
  test: TestApp,
  { client }: TestPerson,
  id: string,
  path = 'erasures',
): Promise<T> {
  return until('the erasure', async () => {
    await test.app.get(ErasureSweeper).sweep();
    const { body } = await client.get(`/v1/${path}/${id}`).expect(200);
    const view = body as T;
    return !['pending', 'waiting', 'running'].includes(view.state) && view;
  });
}
