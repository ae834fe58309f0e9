import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { Reminders } from './deadlines/reminders';
import { GrantEndings } from './grants/grant-endings';
import { SupportMails } from './mails/support-mails';
import { lockRequest } from './storage/find-request';

const BATCH = 100;

/**
 * What time, or the end of an export, does to requests, told once in the log and by mail. Nothing depends on it being in time:
 * grants end by the clock, and what is overdue is seen by whoever looks.
 */
@Injectable()
export class SupportHousekeeping {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly endings: GrantEndings,
    private readonly reminders: Reminders,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /** Safe to run beside another one. Stops after a batch; the next run goes on. Returns how many requests it looked at. */
  async run(signal?: AbortSignal): Promise<number> {
    const due: { organization_id: string; id: string }[] = await this.dataSource.query(
      'SELECT * FROM support_requests_due($1, $2)',
      [this.clock.now(), BATCH],
    );
    for (const { organization_id: organizationId, id } of due) {
      if (signal?.aborted) break;
      await this.unitOfWork.systemChanges(organizationId, async (manager) => {
        const { request, events } = await this.endings.of(
          manager,
          await lockRequest(manager, organizationId, id),
        );
        return { result: undefined, events: [...events, ...(await this.reminders.of(manager, request))] };
      });
    }
    if (due.length > 0) this.mails.deliverSoon();
    return due.length;
  }
}
