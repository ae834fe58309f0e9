import type { RehomingView } from '../retention.contract';
import type { Query } from './load-policy';
import type { Policy } from './policy';

/** Asks for the work that a shortened policy causes, in the transaction of the change. What was asked before is covered by it. */
export async function requestRehoming(
  query: Query,
  organizationId: string,
  { version, updatedAt }: Policy,
): Promise<void> {
  await query(
    `UPDATE rehomings SET state = 'superseded', finished_at = $2 WHERE organization_id = $1 AND state = 'pending'`,
    [organizationId, updatedAt],
  );
  await query(
    `INSERT INTO rehomings (organization_id, policy_version, state, requested_at) VALUES ($1, $2, 'pending', $3)`,
    [organizationId, version, updatedAt],
  );
}

/** The newest; null when the policy was never shortened. */
export async function lastRehoming(query: Query, organizationId: string): Promise<RehomingView | null> {
  const [row] = await query(
    `SELECT state, requested_at, events_examined, events_moved, finished_at FROM rehomings
      WHERE organization_id = $1 ORDER BY policy_version DESC LIMIT 1`,
    [organizationId],
  );
  if (!row) return null;
  return {
    state: row.state as RehomingView['state'],
    requested_at: (row.requested_at as Date).toISOString(),
    events_examined: Number(row.events_examined),
    events_moved: Number(row.events_moved),
    finished_at: (row.finished_at as Date | null)?.toISOString() ?? null,
  };
}
