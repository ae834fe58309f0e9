import type { EntityManager } from 'typeorm';
import type { Slice } from '../../../platform/http/page';
import type { RunAndExport } from './schedule-view';

const SELECT = `SELECT r.organization_id AS "organizationId", r.id, r.schedule_id AS "scheduleId", r.period,
    r.range_from AS "rangeFrom", r.range_to AS "rangeTo", r.export_id AS "exportId", r.created_at AS "createdAt",
    r.settled_at AS "settledAt", r.file, r.failure, r.has_original AS "hasOriginal",
    e.state, e.failure AS "exportFailure", e.expires_at AS "expiresAt"
  FROM export_schedule_runs r JOIN exports e ON e.organization_id = r.organization_id AND e.id = r.export_id
 WHERE r.organization_id = $1`;

/** Of each of these schedules the newest run, by the schedule's id. */
export async function lastRuns(
  manager: EntityManager,
  organizationId: string,
  scheduleIds: readonly string[],
): Promise<Map<string, RunAndExport>> {
  const rows: RunAndExport[] = await manager.query(
    `SELECT DISTINCT ON (r."scheduleId") * FROM (${SELECT} AND r.schedule_id = ANY ($2)) r ORDER BY r."scheduleId", r.id DESC`,
    [organizationId, scheduleIds],
  );
  return new Map(rows.map((row) => [row.scheduleId, row]));
}

/** The runs of one, as `newestFirst()` asks for them. */
export function runsOf(
  manager: EntityManager,
  organizationId: string,
  scheduleId: string,
  { id, order, take }: Slice,
): Promise<RunAndExport[]> {
  const place = id ? `AND r.id ${order === 'ASC' ? '>' : '<'} $4` : '';
  return manager.query(
    `${SELECT} AND r.schedule_id = $2 ${place} ORDER BY r.id ${order === 'ASC' ? 'ASC' : 'DESC'} LIMIT $3`,
    [organizationId, scheduleId, take, ...(id ? [id.value] : [])],
  );
}

export async function findRun(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<RunAndExport | null> {
  const [row]: RunAndExport[] = await manager.query(`${SELECT} AND r.id = $2`, [organizationId, id]);
  return row ?? null;
}
