import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { Log } from '../../platform/log/log';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { RunSettler } from './schedules/run-settler';
import { ScheduleStarter } from './schedules/schedule-starter';

const DEFAULTS: HousekeepingOptions = { batch: 100, timeLimitMs: 10 * 60_000 };
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Found {
  readonly organization_id: string;
  readonly id: string;
}

/** Makes the exports that the calendar asks for (S4-31). Any number of processes may run it at once. */
@Injectable()
export class ExportScheduling {
  constructor(
    private readonly dataSource: DataSource,
    private readonly starter: ScheduleStarter,
    private readonly settler: RunSettler,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** How many exports it started. What fails is logged, keeps nobody else waiting, and is tried again by the next run. */
  async run(given: Partial<HousekeepingOptions> = {}): Promise<number> {
    const options = { ...DEFAULTS, ...given };
    const signal = deadlineOf(options);
    let started = 0;
    await this.#each('export_schedules_due', options.batch, signal, async ({ organization_id, id }) => {
      started += await this.starter.start(organization_id, id);
    });
    await this.#each('export_schedule_runs_open', options.batch, signal, ({ organization_id, id }) =>
      this.settler.settle(organization_id, id),
    );
    return started;
  }

  /** Page by page, so that what fails each time is not all that is ever tried. */
  async #each(
    source: 'export_schedules_due' | 'export_schedule_runs_open',
    batch: number,
    signal: AbortSignal,
    work: (found: Found) => Promise<void>,
  ): Promise<void> {
    let last: Found = { organization_id: FIRST, id: FIRST };
    for (let more = true; more && !signal.aborted;) {
      const page: Found[] = await this.dataSource.query(
        `SELECT organization_id, id FROM ${source}($1, $2, $3, $4)`,
        [this.clock.now(), last.organization_id, last.id, batch],
      );
      for (const found of page) {
        if (signal.aborted) return;
        await work(found).catch((error: unknown) =>
          this.log.error({ error, ...found, source }, 'a scheduled export is stuck; it is tried again'),
        );
      }
      last = page.at(-1) ?? last;
      more = page.length === batch;
    }
  }
}
