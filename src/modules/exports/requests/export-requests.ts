import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { JobQueue } from '../../../platform/queue/job-queue';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { EventQuery } from '../../audit/audit.event-query';
import { buildExport } from '../exports.jobs';
import type { Export } from '../exports.contract';
import { toWire, type ExportRow } from '../storage/export-row';

const INSERT = `INSERT INTO exports (organization_id, id, format, query, requested_by, created_at, last_sequence)
  SELECT $1, $2, $3, $4, $5, $6, coalesce((SELECT last_sequence FROM log_heads WHERE organization_id = $1), 0)
  RETURNING *`;
/** A running worker notices that its attempt is gone, and stops. */
const CANCEL = `UPDATE exports SET state = 'cancelled', attempt = NULL, finished_at = $3 WHERE organization_id = $1 AND id = $2 AND state IN ('pending', 'running')`;
const REMOVE = `UPDATE exports SET state = 'expired', expires_at = $3 WHERE organization_id = $1 AND id = $2 AND state = 'finished'`;

/** What people do with exports: ask for one, cancel it, remove it. */
@Injectable()
export class ExportRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** The row is there before the job is. */
  async request(format: string, query: EventQuery): Promise<Export> {
    const { organizationId, actor } = currentPrincipal();
    const id = uuidv7();
    const { type, id: actorId, name, email } = actor;
    const values = [
      organizationId,
      id,
      format,
      JSON.stringify(query),
      JSON.stringify({ type, id: actorId, name, email }),
      this.clock.now(),
    ];
    const row = await this.unitOfWork.change(async (manager) => {
      const [inserted] = (await manager.query(INSERT, values)) as [ExportRow];
      return { result: inserted, event: { resource: { type: 'export', id }, details: { format, query } } };
    });
    await this.queue.enqueue(buildExport, { organizationId, id });
    return toWire(row, this.clock.now());
  }

  /**
   * Cancels what is not finished, removes the file of what is; the row stays. The sweeper clears the files away.
   * @throws DaybookError `export.over` when there is nothing to cancel or to remove.
   */
  withdraw(id: string): Promise<void> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.change(async (manager) => {
      const row = await lockedRow(manager, organizationId, id);
      const running = row.state === 'pending' || row.state === 'running';
      if (!running && row.state !== 'finished')
        throw conflict(
          'export.over',
          `This export is ${row.state}: there is nothing to cancel or to remove.`,
        );
      await manager.query(running ? CANCEL : REMOVE, [organizationId, id, this.clock.now()]);
      const action = running ? 'export.cancelled' : 'export.removed';
      return {
        result: undefined,
        event: { action, resource: { type: 'export', id }, details: { rows: Number(row.rows) } },
      };
    });
  }
}

async function lockedRow(manager: EntityManager, organizationId: string, id: string): Promise<ExportRow> {
  const [row] = (await manager.query(
    'SELECT * FROM exports WHERE organization_id = $1 AND id = $2 FOR UPDATE',
    [organizationId, id],
  )) as ExportRow[];
  if (!row) throw notFound('export');
  return row;
}
