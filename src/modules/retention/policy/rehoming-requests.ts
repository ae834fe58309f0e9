import type { RehomingView } from '../retention.contract';
import type { Query } from './load-policy';
import type { Policy } from './policy';

/** Sequences are dense, so what was ever numbered and has not been purged is on hand. */
const ON_HAND = `coalesce((SELECT h.last_sequence FROM log_heads h WHERE h.organization_id = $1), 0)
  - coalesce((SELECT sum(p.events) FROM purges p WHERE p.organization_id = $1 AND p.purged_at IS NOT NULL), 0)`;

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
    `INSERT INTO rehomings (organization_id, policy_version, state, requested_at, events_total) VALUES ($1, $2, 'pending', $3, ${ON_HAND})`,
    [organizationId, version, updatedAt],
  );
}

/** The newest; null when the policy was never shortened. */
export async function lastRehoming(
  query: Query,
  organizationId: string,
  now: Date,
): Promise<RehomingView | null> {
  const [row] = await query(
    `SELECT state, requested_at, events_total, events_examined, events_moved, finished_at FROM rehomings
      WHERE organization_id = $1 ORDER BY policy_version DESC LIMIT 1`,
    [organizationId],
  );
  if (!row) return null;
  const requestedAt = row.requested_at as Date;
  const state = row.state as RehomingView['state'];
  const [total, examined] = [Number(row.events_total), Number(row.events_examined)];
  return {
    state,
    requested_at: requestedAt.toISOString(),
    events_total: total,
    events_examined: examined,
    events_moved: Number(row.events_moved),
    percent: state === 'done' ? 100 : percentOf(examined, total),
    estimated_end: state === 'pending' ? endOf(requestedAt, now, examined, total) : null,
    finished_at: (row.finished_at as Date | null)?.toISOString() ?? null,
  };
}

/** Not 100 before it is done: events are appended meanwhile, and examined too. */
const percentOf = (examined: number, total: number): number =>
  Math.min(99, Math.floor((100 * examined) / Math.max(total, 1)));

function endOf(requestedAt: Date, now: Date, examined: number, total: number): string | null {
  if (examined === 0) return null;
  const perEvent = (now.getTime() - requestedAt.getTime()) / examined;
  return new Date(now.getTime() + perEvent * Math.max(total - examined, 0)).toISOString();
}
