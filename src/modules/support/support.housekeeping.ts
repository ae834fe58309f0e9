import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { Log } from '../../platform/log/log';
import { Attendance } from './deadlines/attendance';
import { SupportMails } from './mails/support-mails';

const BATCH = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Found {
  readonly organization_id: string;
  readonly id: string;
}

/**
 * What time, or the end of an export, does to requests, told once in the log and by mail. Nothing depends on it being in time:
 * grants end by the clock, and what is overdue is seen by whoever looks.
 */
@Injectable()
export class SupportHousekeeping {
  constructor(
    private readonly dataSource: DataSource,
    private readonly attendance: Attendance,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Safe to run beside another one. Page by page, so that what fails each time keeps nobody else waiting; it is logged, and the next
   * run tries it again. Returns how many requests were settled.
   */
  async run(signal?: AbortSignal): Promise<number> {
    let settled = 0;
    for (let page = await this.#due(null); page.length > 0; page = await this.#due(page.at(-1) ?? null)) {
      for (const { organization_id: organizationId, id } of page) {
        if (signal?.aborted) return settled;
        settled += await this.attendance.of(organizationId, id).then(
          () => 1,
          (error: unknown) => {
            this.log.error({ error, organization_id: organizationId, support_request_id: id }, STUCK);
            return 0;
          },
        );
      }
      this.mails.deliverSoon();
      if (page.length < BATCH) break;
    }
    return settled;
  }

  #due(last: Found | null): Promise<Found[]> {
    return this.dataSource.query('SELECT * FROM support_requests_due($1, $2, $3, $4)', [
      this.clock.now(),
      last?.organization_id ?? FIRST,
      last?.id ?? FIRST,
      BATCH,
    ]);
  }
}

const STUCK = 'a support request is stuck; it is tried again';
