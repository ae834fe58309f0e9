import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ExportScheduling } from './modules/exports/exports.scheduling';
import { SupportHousekeeping } from './modules/support/support.housekeeping';
import { Recurrence } from './recurrence';

const SECOND_MS = 1_000;

/** What people asked for and time makes due: waiting periods that end, grants that lapse, exports by the calendar. */
@Injectable()
export class RecurringSteps {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly schedules: ExportScheduling,
    private readonly support: SupportHousekeeping,
  ) {}

  /** Exports of the day, week or month before, each at an hour of its organization; and their files, until their days are over. */
  @Interval(60 * SECOND_MS)
  makeScheduledExports(): Promise<void> {
    return this.recurrence.run('make scheduled exports', (signal) => this.schedules.run({ signal }));
  }

  /** Grants that nobody decided on or used in time, exports that are ready for their customer, deadlines that are past. */
  @Interval(15 * SECOND_MS)
  attendToSupport(): Promise<void> {
    return this.recurrence.run('attend to support', (signal) => this.support.run(signal));
  }
}
