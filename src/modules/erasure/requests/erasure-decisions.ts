import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { notFound } from '../../../platform/errors/daybook-error';
import { JobQueue } from '../../../platform/queue/job-queue';
import type { ApprovalView } from '../../approvals/approvals.contract';
import { Approvals } from '../../approvals/approvals.requests';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { APPROVAL_KIND, actionOf, type ErasureKind } from '../erasure.actions';
import { carryOutErasure } from '../erasure.jobs';
import { ErasureRow } from '../storage/erasure.entity';
import { overAlready } from './obstacles';

interface Decided {
  readonly row: Row<ErasureRow>;
  readonly approval: ApprovalView;
}

/** Agreeing, refusing, withdrawing: of either kind. */
@Injectable()
export class ErasureDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `erasure.not_found`, `erasure.over`, `erasure.begun`, `approval.*` */
  async approve(kind: ErasureKind, id: string): Promise<Decided> {
    const { organizationId } = currentPrincipal();
    const decided = await this.unitOfWork.change(async (manager) => {
      const row = await waiting(manager, organizationId, kind, id, false);
      const approval = await this.approvals.approve(manager, APPROVAL_KIND[kind], id);
      return { result: { row, approval }, event: told(row) };
    });
    await this.queue.enqueue(carryOutErasure, { organizationId, id });
    this.approvals.deliverSoon();
    return decided;
  }

  /** By whoever asked: withdrawn; by somebody else: refused. What it was about is not kept. */
  async end(kind: ErasureKind, id: string): Promise<void> {
    const { organizationId } = currentPrincipal();
    await this.unitOfWork.change(async (manager) => {
      const row = await waiting(manager, organizationId, kind, id, true);
      const { state } = await this.approvals.withdraw(manager, APPROVAL_KIND[kind], id);
      const ended = state === 'withdrawn' ? 'withdrawn' : 'refused';
      await endErasure(manager, row, ended, this.clock.now());
      return { result: undefined, event: { ...told(row), action: actionOf(kind, ended).name } };
    });
    this.approvals.deliverSoon();
  }
}

/** Nothing more will be done: its query, or its person, is forgotten; the numbers of its events are only kept if it began. */
export async function endErasure(
  manager: EntityManager,
  { organizationId, id }: Pick<ErasureRow, 'organizationId' | 'id'>,
  state: 'withdrawn' | 'refused' | 'lapsed' | 'failed',
  now: Date,
  failure: string | null = null,
): Promise<void> {
  await manager.update(ErasureRow, { organizationId, id }, { state, asked: null, finishedAt: now, failure });
}

async function waiting(
  manager: EntityManager,
  organizationId: string,
  kind: ErasureKind,
  id: string,
  lock: boolean,
): Promise<Row<ErasureRow>> {
  const row = await manager.findOne(ErasureRow, {
    where: { organizationId, kind, id },
    ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}),
  });
  if (!row) throw notFound('erasure');
  if (row.state !== 'asked') throw overAlready(row.state === 'running');
  return row;
}

const told = ({ id, kind, events, reference, reason }: Row<ErasureRow>) => ({
  resource: kind === 'events' ? { type: 'erasure', id } : { type: 'subject_erasure', id, name: reference },
  details: { events, reason },
});
