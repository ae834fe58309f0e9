import { Inject, Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { notFound } from '../../../platform/errors/daybook-error';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import type { ExportSchedule, ExportScheduleList, ScheduledRunPage } from '../exports.schedules.contract';
import { ExportScheduleRow } from './export-schedule.entity';
import { lastRuns, runsOf } from './schedule-runs';
import { referTo, runView, scheduleView } from './schedule-view';

/** The schedules of whoever asks, and what became of their exports. */
@Injectable()
export class ScheduleList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async all(): Promise<ExportScheduleList> {
    const { organizationId } = currentPrincipal();
    const data = await this.unitOfWork.run(organizationId, async (manager) => {
      const where = { organizationId, deletedAt: IsNull() };
      return this.views(manager, await manager.find(ExportScheduleRow, { where, order: { id: 'ASC' } }));
    });
    return { data, next_cursor: null, prev_cursor: null };
  }

  /** @throws DaybookError `export_schedule.not_found` */
  one(id: string): Promise<ExportSchedule> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const [view] = await this.views(manager, [await this.#found(manager, id)]);
      return view as ExportSchedule;
    });
  }

  async runs(id: string, query: PageQueryDto): Promise<ScheduledRunPage> {
    const { organizationId } = currentPrincipal();
    await this.unitOfWork.run(organizationId, (manager) => this.#found(manager, id));
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `runs of ${organizationId} ${id}`,
      (slice) => this.unitOfWork.run(organizationId, (manager) => runsOf(manager, organizationId, id, slice)),
    );
    return { data: rows.map(runView), ...cursors };
  }

  /** In a transaction that has entered the organization. */
  async views(manager: EntityManager, rows: readonly Row<ExportScheduleRow>[]): Promise<ExportSchedule[]> {
    const [first] = rows;
    if (!first) return [];
    const { organizationId } = first;
    const timeZone = await zoneOf(manager, organizationId);
    const runs = await lastRuns(
      manager,
      organizationId,
      rows.map(({ id }) => id),
    );
    const people = new Map<string, string>();
    for (const { accountId } of rows)
      if (!people.has(accountId))
        people.set(accountId, (await this.accounts.person(manager, accountId)).name);
    return rows.map((row) =>
      scheduleView(row, {
        timeZone,
        runsFor: { account_id: row.accountId, name: people.get(row.accountId) ?? '' },
        lastRun: runs.get(row.id) ?? null,
      }),
    );
  }

  async #found(manager: EntityManager, id: string): Promise<ExportScheduleRow> {
    const { organizationId } = currentPrincipal();
    const row = await manager.findOneBy(ExportScheduleRow, { organizationId, id, deletedAt: IsNull() });
    if (!row) throw notFound('export schedule');
    this.recorder.describe({ resource: referTo(row) });
    return row;
  }
}

export async function zoneOf(manager: EntityManager, organizationId: string): Promise<string> {
  const rows: { time_zone: string }[] = await manager.query(
    'SELECT time_zone FROM organizations WHERE id = $1',
    [organizationId],
  );
  return rows[0]?.time_zone ?? 'UTC';
}
