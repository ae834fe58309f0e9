import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { JobQueue } from '../../platform/queue/job-queue';
import { Approvals } from '../approvals/approvals.requests';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { APPROVAL_KIND, actionOf } from './erasure.actions';
import { carryOutErasure } from './erasure.jobs';
import { endErasure } from './requests/erasure-decisions';
import { ErasureRow } from './storage/erasure.entity';
import { Cleaning } from './work/cleaning';

/** What a sweep did. */
export interface SweptErasures {
  readonly enqueued: number;
  readonly lapsed: number;
  readonly cleaned: number;
}

/** Finds erasures whose time has come, whose worker is gone, that nobody agreed to, and what they leave behind in the database. */
@Injectable()
export class ErasureSweeper {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly queue: JobQueue,
    private readonly cleaning: Cleaning,
    private readonly clock: Clock,
  ) {}

  /** Safe to run beside another one. */
  async sweep(signal?: AbortSignal): Promise<SweptErasures> {
    const total = { enqueued: 0, lapsed: 0, cleaned: 0 };
    const due: { id: string }[] = await this.dataSource.query(
      'SELECT organizations_with_erasures_due() AS id',
    );
    for (const { id: organizationId } of due) {
      if (signal?.aborted) break;
      for (const { id, kind, state } of await this.#open(organizationId)) {
        const next = state === 'running' ? 'go' : await this.#look(organizationId, kind, id);
        if (next === 'go') await this.queue.enqueue(carryOutErasure, { organizationId, id });
        total.enqueued += next === 'go' ? 1 : 0;
        total.lapsed += next === 'lapsed' ? 1 : 0;
      }
      total.cleaned += (await this.cleaning.clean(organizationId, this.clock.now())).length;
    }
    return total;
  }

  #open(organizationId: string): Promise<Pick<ErasureRow, 'id' | 'kind' | 'state'>[]> {
    return this.unitOfWork.run(organizationId, (manager) =>
      manager.find(ErasureRow, {
        select: { organizationId: true, id: true, kind: true, state: true },
        where: [
          { organizationId, state: 'asked' },
          { organizationId, state: 'running' },
        ],
        order: { id: 'ASC' },
      }),
    );
  }

  async #look(
    organizationId: string,
    kind: ErasureRow['kind'],
    id: string,
  ): Promise<'go' | 'lapsed' | 'wait'> {
    return this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const row = await manager.findOne(ErasureRow, { where: { organizationId, id, state: 'asked' }, lock });
      if (!row) return { result: 'wait', events: [] };
      if (await this.approvals.ready(manager, organizationId, APPROVAL_KIND[kind], id))
        return { result: 'go', events: [] };
      if (!(await this.#lapsed(manager, row))) return { result: 'wait', events: [] };
      await endErasure(manager, row, 'lapsed', this.clock.now());
      await this.approvals.close(manager, organizationId, APPROVAL_KIND[kind], id);
      const event = {
        resource: { type: kind === 'events' ? 'erasure' : 'subject_erasure', id, name: row.reference },
        details: { events: row.events },
      };
      return { result: 'lapsed', events: [{ spec: actionOf(kind, 'lapsed'), event }] };
    });
  }

  async #lapsed(manager: EntityManager, { organizationId, kind, id }: ErasureRow): Promise<boolean> {
    const approvals = await this.approvals.of(manager, organizationId, APPROVAL_KIND[kind], [id]);
    return approvals.get(id)?.state === 'lapsed';
  }
}
