import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { HoldHousekeeping } from './modules/holds/holds.housekeeping';
import { Recurrence } from './recurrence';

const MINUTE_MS = 60_000;

/** What people asked for and time makes due: waiting periods that end, grants that lapse, exports by the calendar. */
@Injectable()
export class RecurringSteps {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly holds: HoldHousekeeping,
  ) {}

  /** Holds that are to end, and those to be reviewed. */
  @Interval(MINUTE_MS)
  sweepHolds(): Promise<void> {
    return this.recurrence.run('sweep holds', (signal) => this.holds.sweep(signal));
  }
}
