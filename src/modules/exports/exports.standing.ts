import type { EntityManager } from 'typeorm';
import type { ExportState } from './exports.contract';
import { CANCEL } from './requests/own-exports';
import { toWire, type ExportRow } from './storage/export-row';

/** How an export is getting on, for those who may know no more of it. */
export interface ExportStanding {
  readonly state: ExportState;
  /** 0–100; 100 only when finished. */
  readonly percent: number;
  readonly finishedAt: Date | null;
  readonly failure: string | null;
}

/** By id, in a transaction that has entered the organization. */
export async function exportStandings(
  manager: EntityManager,
  organizationId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, ExportStanding>> {
  if (ids.length === 0) return new Map();
  const rows: ExportRow[] = await manager.query(
    'SELECT * FROM exports WHERE organization_id = $1 AND id = ANY ($2::uuid[])',
    [organizationId, ids],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        state: row.state,
        percent: toWire(row, now).progress.percent,
        finishedAt: row.finished_at,
        failure: row.failure,
      },
    ]),
  );
}

/** Cancels it in the caller's change, unless it is over: false then, and its file, if there is one, stays. */
export async function cancelExport(
  manager: EntityManager,
  organizationId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const [, cancelled] = (await manager.query(CANCEL, [organizationId, id, now])) as [unknown, number];
  return cancelled === 1;
}
