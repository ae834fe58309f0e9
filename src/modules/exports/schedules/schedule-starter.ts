import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { DaybookError } from '../../../platform/errors/daybook-error';
import type { EventQuery } from '../../audit/audit.event-query';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import type { Export } from '../exports.contract';
import { ExportRequests } from '../exports.requests';
import type { SuspensionReason } from '../exports.schedules.contract';
import { ExportScheduleRow } from './export-schedule.entity';
import type { Period } from './periods';
import { ranEvent, skippedEvent, suspendedEvent, type ScheduleEvent } from './schedule-events';
import { timingOf } from './schedule-fields';
import { zoneOf } from './schedule-list';
import { ScheduleMails } from './schedule-mails';
import { planOf, type Plan } from './schedule-plan';
import { queryFor } from './schedule-query';

/**
 * Starts what is due of one schedule: the rows of its periods, their exports, their events and what is next, in one transaction under
 * the schedule's lock. So each period is exported once, whoever tries at the same time and whatever dies meanwhile.
 */
@Injectable()
export class ScheduleStarter {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: ExportRequests,
    private readonly accounts: Accounts,
    private readonly mails: ScheduleMails,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the number of exports. */
  async start(organizationId: string, id: string): Promise<number> {
    const exports = await this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const schedule = await lockedUnlessBusy(manager, organizationId, id);
      if (!schedule) return { result: [], events: [] };
      const timeZone = await zoneOf(manager, organizationId);
      const plan = planOf(timingOf(schedule, timeZone), schedule.nextPeriod, this.clock.now());
      if (plan.run.length > 0 && !(await mayExport(manager, schedule)))
        return this.#suspend(manager, schedule, 'permission_lost');
      return this.#carryOut(manager, schedule, plan, timeZone);
    });
    for (const exportId of exports) await this.requests.enqueue(organizationId, exportId);
    this.mails.deliverSoon();
    return exports.length;
  }

  async #carryOut(
    manager: EntityManager,
    schedule: Row<ExportScheduleRow>,
    plan: Plan,
    timeZone: string,
  ): Promise<Changes<string[]>> {
    const periods = joined(plan.run, schedule.coveredTo);
    const queries = readable(() => periods.map((period) => queryFor(schedule.query, period, timeZone)));
    if (queries === null) return this.#suspend(manager, schedule, 'query_unreadable');
    const events: ScheduleEvent[] = [];
    const result: string[] = [];
    for (const [n, period] of periods.entries()) {
      if (await isExported(manager, schedule, period.key)) continue;
      const made = await this.#export(manager, schedule, period, {
        query: queries[n] as EventQuery,
        timeZone,
      });
      result.push(made.id);
      events.push(ranEvent(schedule, period, made));
    }
    if (plan.skipped) events.push(skippedEvent(schedule, plan.skipped));
    const { organizationId, id } = schedule;
    const coveredTo = plan.skipped ? null : (periods.at(-1)?.to ?? schedule.coveredTo);
    const next = { nextPeriod: plan.next.first, nextAt: plan.next.due, nextZone: timeZone, coveredTo };
    await manager.update(ExportScheduleRow, { organizationId, id }, next);
    return { result, events };
  }

  /** The export of a period, and the row that says so. */
  async #export(
    manager: EntityManager,
    schedule: Row<ExportScheduleRow>,
    period: Period,
    asked: { query: EventQuery; timeZone: string },
  ): Promise<Export> {
    const { organizationId, id: scheduleId, format, accountId } = schedule;
    const { name, email } = await this.accounts.person(manager, accountId);
    const requestedBy = { type: 'user', id: accountId, name, email };
    const made = await this.requests.insert(manager, {
      organizationId,
      format,
      ...asked,
      requestedBy,
      origin: 'schedule',
    });
    await manager.query(
      `INSERT INTO export_schedule_runs (organization_id, id, schedule_id, period, range_from, range_to, export_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [organizationId, uuidv7(), scheduleId, period.key, period.from, period.to, made.id, this.clock.now()],
    );
    return made;
  }

  async #suspend(
    manager: EntityManager,
    schedule: Row<ExportScheduleRow>,
    reason: SuspensionReason,
  ): Promise<Changes<string[]>> {
    const { organizationId, id } = schedule;
    const suspension = { suspendedAt: this.clock.now(), suspensionReason: reason, suspendedBy: null };
    const version = schedule.version + 1;
    await manager.update(ExportScheduleRow, { organizationId, id }, { ...suspension, version });
    await this.mails.suspended(manager, schedule, reason);
    return { result: [], events: [suspendedEvent(schedule, reason)] };
  }
}

/**
 * Where the organization has moved to another zone, its days do not meet: the hours between them belong to the later one. Where they
 * overlap, both have them.
 */
function joined(periods: readonly Period[], coveredTo: Date | null): Period[] {
  return periods.map((period, n) => {
    const before = n === 0 ? coveredTo : (periods[n - 1]?.to ?? null);
    return before !== null && before < period.from ? { ...period, from: before } : period;
  });
}

/** Null when another process is at it, or it has nothing to do any more. */
function lockedUnlessBusy(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<Row<ExportScheduleRow> | null> {
  return manager.findOne(ExportScheduleRow, {
    where: { organizationId, id, deletedAt: IsNull(), suspendedAt: IsNull() },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
}

async function mayExport(
  manager: EntityManager,
  { organizationId, accountId }: Row<ExportScheduleRow>,
): Promise<boolean> {
  const exporters = await membersHolding(manager, organizationId, 'audit:export');
  return exporters.some((member) => member.accountId === accountId);
}

/** The schedule's lock is held, so nobody adds one meanwhile; a schedule that went back and forth meets its own. */
async function isExported(
  manager: EntityManager,
  { organizationId, id }: Row<ExportScheduleRow>,
  period: string,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'SELECT FROM export_schedule_runs WHERE organization_id = $1 AND schedule_id = $2 AND period = $3',
    [organizationId, id, period],
  );
  return rows.length > 0;
}

/** Null for what the query language does not know any more. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DaybookError && error.kind === 'invalid') return null;
    throw error;
  }
}
