import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { Export } from '../exports.contract';
import { ExportRequests } from '../exports.requests';
import type { ExportRequestDto } from '../http/export.dto';
import type { ExportRow } from '../storage/export-row';
import { ExportChoice } from './export-choice';

/** A running worker notices that its attempt is gone, and stops. */
export const CANCEL = `UPDATE exports SET state = 'cancelled', attempt = NULL, finished_at = $3 WHERE organization_id = $1 AND id = $2 AND state IN ('pending', 'running')`;
const REMOVE = `UPDATE exports SET state = 'expired', expires_at = $3 WHERE organization_id = $1 AND id = $2 AND state = 'finished'`;

/** What people do with exports: ask for one, cancel it, remove it. */
@Injectable()
export class OwnExports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly choice: ExportChoice,
    private readonly requests: ExportRequests,
    private readonly clock: Clock,
  ) {}

  async request(asked: ExportRequestDto): Promise<Export> {
    const { query, selected } = await this.choice.of(asked);
    const { format } = asked;
    const timeZone = asked.time_zone ?? asked.query?.tz ?? null;
    const { organizationId, actor } = currentPrincipal();
    const { type, id, name, email } = actor;
    const requestedBy = { type, id, name, email };
    const ask = { organizationId, format, query, timeZone, requestedBy, origin: 'person' } as const;
    const row = await this.unitOfWork.change(async (manager) => {
      const result = await this.requests.insert(manager, ask);
      const what = selected === null ? { query } : { selected };
      return { result, event: { resource: { type: 'export', id: result.id }, details: { format, ...what } } };
    });
    await this.requests.enqueue(organizationId, row.id);
    return row;
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
