import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ExportScheduling } from './modules/exports/exports.scheduling';
import { HoldHousekeeping } from './modules/holds/holds.housekeeping';
import { Recurrence } from './recurrence';

const MINUTE_MS = 60_000;

/** What people asked for and time makes due: waiting periods that end, grants that lapse, exports by the calendar. */
@Injectable()
export class RecurringSteps {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly schedules: ExportScheduling,
    private readonly holds: HoldHousekeeping,
  ) {}

  /** Exports of the day, week or month before, each at an hour of its organization; and their files, until their days are over. */
  @Interval(MINUTE_MS)
  makeScheduledExports(): Promise<void> {
    return this.recurrence.run('make scheduled exports', (signal) => this.schedules.run({ signal }));
  }

  /** Holds that are to end, and those to be reviewed. */
  @Interval(MINUTE_MS)
  sweepHolds(): Promise<void> {
    return this.recurrence.run('sweep holds', (signal) => this.holds.sweep(signal));
  }
}
