import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import type { EventDraft } from '../../../platform/context/request-record';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { requirePermission } from '../../members/members.access';
import { lockStanding } from '../../members/members.standing';
import type { ExportSchedule } from '../exports.schedules.contract';
import { ExportScheduleRow } from './export-schedule.entity';
import type { NewScheduleDto, SchedulePatchDto } from './schedule.dto';
import { continuing, fieldsOf, requireMembers, startingAt, timingOf } from './schedule-fields';
import { ScheduleList, zoneOf } from './schedule-list';
import { referTo, scheduleChanges } from './schedule-view';

const MOST_SCHEDULES = 50;
const RUNNING = { suspendedAt: null, suspensionReason: null, suspendedBy: null };

/** Making, changing, suspending and deleting schedules. Changes in one organization wait for each other, and runs for changes. */
@Injectable()
export class ExportSchedules {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly list: ScheduleList,
    private readonly clock: Clock,
  ) {}

  create(dto: NewScheduleDto): Promise<ExportSchedule> {
    const fields = fieldsOf(dto);
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.change(async (manager) => {
      const accountId = await exporter(manager);
      await requireRoom(manager, organizationId);
      await requireMembers(manager, organizationId, fields.mailTo);
      const now = this.clock.now();
      const row: Row<ExportScheduleRow> = {
        organizationId,
        id: uuidv7(),
        ...fields,
        ...RUNNING,
        ...startingAt(timingOf(fields, await zoneOf(manager, organizationId)), now),
        accountId,
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await manager.insert(ExportScheduleRow, row);
      return this.#left(manager, row, { changes: scheduleChanges(null, row) });
    });
  }

  /** @throws DaybookError `export_schedule.changed` when `version` is given and no longer the schedule's. */
  update(id: string, { version, ...patch }: SchedulePatchDto): Promise<ExportSchedule> {
    return this.#change(id, async (manager, before, accountId) => {
      if ((version ?? before.version) !== before.version)
        throw conflict(
          'export_schedule.changed',
          'Somebody has changed this scheduled export since you read it. Read it again.',
        );
      const fields = fieldsOf(patch, before);
      if (patch.mail_to) await requireMembers(manager, before.organizationId, fields.mailTo);
      const next = continuing(before, fields, await zoneOf(manager, before.organizationId), this.clock.now());
      const after = { ...before, ...fields, ...next, accountId };
      return { after, event: { changes: scheduleChanges(before, after) } };
    });
  }

  /** What falls due meanwhile is not made up for. */
  suspend(id: string): Promise<ExportSchedule> {
    return this.#change(id, async (_, before) => {
      const { type, id: actorId, name } = currentPrincipal().actor;
      const suspendedBy = { type, id: actorId, name };
      const suspension = {
        suspendedAt: this.clock.now(),
        suspensionReason: 'by_person',
        suspendedBy,
      } as const;
      const after = before.suspendedAt ? before : { ...before, ...suspension };
      return Promise.resolve({ after, event: {} });
    });
  }

  /** From the next period on, for whoever resumes it. */
  resume(id: string): Promise<ExportSchedule> {
    return this.#change(id, async (manager, before, accountId) => {
      const zone = await zoneOf(manager, before.organizationId);
      const next = startingAt(timingOf(before, zone), this.clock.now());
      const after = before.suspendedAt ? { ...before, ...RUNNING, ...next, accountId } : before;
      return { after, event: {} };
    });
  }

  /** Its files stay as long as it said. */
  async delete(id: string): Promise<void> {
    await this.#change(id, (_, before) => {
      const after = { ...before, deletedAt: this.clock.now() };
      return Promise.resolve({ after, event: { changes: scheduleChanges(before, null) } });
    });
  }

  #change(
    id: string,
    work: (
      manager: EntityManager,
      before: Row<ExportScheduleRow>,
      accountId: string,
    ) => Promise<{ after: Row<ExportScheduleRow>; event: EventDraft }>,
  ): Promise<ExportSchedule> {
    return this.unitOfWork.change(async (manager) => {
      const accountId = await exporter(manager);
      const before = await locked(manager, id);
      const { after, event } = await work(manager, before, accountId);
      if (after === before) return this.#left(manager, before, event);
      const changed = { ...after, version: before.version + 1, updatedAt: this.clock.now() };
      const { organizationId, ...columns } = changed;
      await manager.update(ExportScheduleRow, { organizationId, id }, columns);
      return this.#left(manager, changed, event);
    });
  }

  async #left(
    manager: EntityManager,
    row: Row<ExportScheduleRow>,
    event: EventDraft,
  ): Promise<{ result: ExportSchedule; event: EventDraft }> {
    const [view] = await this.list.views(manager, [row]);
    return { result: view as ExportSchedule, event: { resource: referTo(row), ...event } };
  }
}

/** Whoever asks, who may still export (A3). Their account: no key makes what outlives it. */
async function exporter(manager: EntityManager): Promise<string> {
  const standing = await lockStanding(manager);
  requirePermission(standing, 'audit:export');
  return standing.accountId as string;
}

async function locked(manager: EntityManager, id: string): Promise<Row<ExportScheduleRow>> {
  const { organizationId } = currentPrincipal();
  const where = { organizationId, id, deletedAt: IsNull() };
  const row = await manager.findOne(ExportScheduleRow, { where, lock: { mode: 'pessimistic_write' } });
  if (!row) throw notFound('export schedule');
  return row;
}

async function requireRoom(manager: EntityManager, organizationId: string): Promise<void> {
  if ((await manager.countBy(ExportScheduleRow, { organizationId, deletedAt: IsNull() })) >= MOST_SCHEDULES)
    throw conflict(
      'export_schedule.too_many',
      `An organization has at most ${MOST_SCHEDULES} scheduled exports. Delete one that is not needed any more.`,
    );
}
