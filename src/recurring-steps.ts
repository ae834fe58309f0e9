import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ErasureSweeper } from './modules/erasure/erasure.sweeper';
import { ExportScheduling } from './modules/exports/exports.scheduling';
import { HoldHousekeeping } from './modules/holds/holds.housekeeping';
import { OrganizationDeletions } from './modules/offboarding/offboarding.deletions';
import { SupportHousekeeping } from './modules/support/support.housekeeping';
import { MINUTE_MS } from './platform/clock/milliseconds';
import { Recurrence } from './recurrence';

const QUARTER_MINUTE_MS = MINUTE_MS / 4;

/** What people asked for and time makes due: waiting periods that end, grants that lapse, exports by the calendar. */
@Injectable()
export class RecurringSteps {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly schedules: ExportScheduling,
    private readonly holds: HoldHousekeeping,
    private readonly erasures: ErasureSweeper,
    private readonly support: SupportHousekeeping,
    private readonly deletions: OrganizationDeletions,
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

  /** Erasures that may begin by now, that lost their worker, or that nobody agreed to. */
  @Interval(MINUTE_MS)
  sweepErasures(): Promise<void> {
    return this.recurrence.run('sweep erasures', (signal) => this.erasures.sweep(signal));
  }

  /** Grants that nobody decided on or used in time, exports that are ready for their customer, deadlines that are past. */
  @Interval(QUARTER_MINUTE_MS)
  attendToSupport(): Promise<void> {
    return this.recurrence.run('attend to support', (signal) => this.support.run(signal));
  }

  /** Organizations whose thirty days are over. */
  @Interval(MINUTE_MS)
  deleteOrganizations(): Promise<void> {
    return this.recurrence.run('delete organizations', (signal) => this.deletions.run(signal));
  }
}
