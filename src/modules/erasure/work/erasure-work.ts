import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import type { EventDraft } from '../../../platform/context/request-record';
import type { Row } from '../../../platform/database/row';
import { Approvals } from '../../approvals/approvals.requests';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { APPROVAL_KIND, actionOf } from '../erasure.actions';
import { clientOf } from '../../../platform/database/client-of';
import { policyOf } from '../requests/erasure-asking';
import { endErasure } from '../requests/erasure-decisions';
import { windowsSha256 } from '../storage/erasure-windows';
import { ErasureRow } from '../storage/erasure.entity';
import { ERASURE_OPTIONS, type ErasureOptions } from './erasure-options';
import { ErasureWindows } from './erasure-window';

/**
 * Carries out an erasure that may begin: the event that announces it, window by window, the event that completes it (F9). Every
 * step is a transaction of its own that says what is left, so that any worker may go on from it, or several at once.
 */
@Injectable()
export class ErasureWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly windows: ErasureWindows,
    private readonly clock: Clock,
    @Inject(ERASURE_OPTIONS) private readonly options: ErasureOptions,
  ) {}

  /** Does nothing where nothing is to be done. */
  async carryOut(organizationId: string, id: string, stop: AbortSignal): Promise<void> {
    try {
      if (!(await this.#begun(organizationId, id))) return;
      await this.options.onStep('started', id);
      while (!stop.aborted && (await this.windows.next(organizationId, id)))
        await this.options.onStep('window', id);
      if (!stop.aborted && (await this.#complete(organizationId, id)))
        await this.options.onStep('completed', id);
    } catch (error) {
      await this.#failed(organizationId, id);
      throw error;
    }
  }

  /** True when it is under way, by now or before. */
  #begun(organizationId: string, id: string): Promise<boolean> {
    return this.#step(organizationId, id, async (manager, row) => {
      if (row.state === 'running') return { result: true, events: [] };
      const kind = APPROVAL_KIND[row.kind];
      const ready = row.state === 'asked' && (await this.approvals.ready(manager, organizationId, kind, id));
      if (!ready) return { result: false, events: [] };
      const approval = (await this.approvals.of(manager, organizationId, kind, [id])).get(id);
      await this.approvals.close(manager, organizationId, kind, id);
      const policy = await policyOf(await clientOf(manager), organizationId);
      if (!policy.erasureAllowed)
        return this.#givenUp(manager, row, 'Erasure was switched off before it began.');
      const started = { state: 'running', eventId: uuidv7(), startedAt: this.clock.now() } as const;
      await manager.update(ErasureRow, { organizationId, id }, started);
      const { reason, requestedBy, parts, rangeCount: range_count, rangesSha256: ranges_sha256 } = row;
      const by = { requested_by: requestedBy, approved_by: approval?.decided_by ?? null };
      const [sha256, startedAt] = [await windowsSha256(manager, organizationId, id), started.startedAt];
      const fixed = { range_count, ranges_sha256, windows_sha256: sha256, started_at: startedAt.toISOString() };
      const details = { parts: parts.join(', '), reason, ...by, ...fixed };
      const event = { id: started.eventId, ...told(row, details) };
      return { result: true, events: [{ spec: actionOf(row.kind, 'started'), event }] };
    });
  }

  /** Once every window is done, whoever did it. */
  #complete(organizationId: string, id: string): Promise<boolean> {
    return this.#step(organizationId, id, async (manager, row) => {
      const left: unknown[] = await manager.query(
        'SELECT FROM erasure_windows WHERE organization_id = $1 AND erasure_id = $2 AND erased IS NULL LIMIT 1',
        [organizationId, id],
      );
      if (row.state !== 'running' || left.length > 0) return { result: false, events: [] };
      const done = { state: 'done', asked: null, finishedAt: this.clock.now() } as const;
      await manager.update(ErasureRow, { organizationId, id }, done);
      const { erased, skipped, rangesSha256: ranges_sha256, eventId: started } = row;
      const event = told(row, { erased, skipped, ranges_sha256, started });
      return { result: true, events: [{ spec: actionOf(row.kind, 'completed'), event }] };
    });
  }

  /** What is erased by then stays so, and is told. */
  async #failed(organizationId: string, id: string): Promise<void> {
    await this.#step(organizationId, id, async (manager, row) => {
      if (row.state !== 'running') return { result: false, events: [] };
      const failures = row.failures + 1;
      await manager.update(ErasureRow, { organizationId, id }, { failures });
      if (failures < this.options.mostFailures) return { result: false, events: [] };
      return this.#givenUp(
        manager,
        row,
        'Something went wrong again and again. The log of the server says what.',
      );
    }).catch(() => undefined);
  }

  async #givenUp(manager: EntityManager, row: Row<ErasureRow>, reason: string): Promise<Changes<boolean>> {
    await endErasure(manager, row, 'failed', this.clock.now(), reason);
    const { erased, skipped } = row;
    const event = { ...told(row, { erased, skipped }), outcome: 'failure', outcome_reason: reason } as const;
    return { result: false, events: [{ spec: actionOf(row.kind, 'failed'), event }] };
  }

  #step(
    organizationId: string,
    id: string,
    work: (manager: EntityManager, row: Row<ErasureRow>) => Promise<Changes<boolean>>,
  ): Promise<boolean> {
    return this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const row = await manager.findOne(ErasureRow, { where: { organizationId, id }, lock });
      return row ? work(manager, row) : { result: false, events: [] };
    });
  }
}

function told({ id, kind, events, reference }: Row<ErasureRow>, details: object): EventDraft {
  const resource =
    kind === 'events' ? { type: 'erasure', id } : { type: 'subject_erasure', id, name: reference };
  return { resource, details: { events, ...details } };
}
