import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ErasureSweeper } from './modules/erasure/erasure.sweeper';
import { ExportScheduling } from './modules/exports/exports.scheduling';
import { MINUTE_MS } from './platform/clock/milliseconds';
import { Recurrence } from './recurrence';

/** What people asked for and time makes due: waiting periods that end, grants that lapse, exports by the calendar. */
@Injectable()
export class RecurringSteps {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly schedules: ExportScheduling,
    private readonly erasures: ErasureSweeper,
  ) {}

  /** Exports of the day, week or month before, each at an hour of its organization; and their files, until their days are over. */
  @Interval(MINUTE_MS)
  makeScheduledExports(): Promise<void> {
    return this.recurrence.run('make scheduled exports', (signal) => this.schedules.run({ signal }));
  }

  /** Erasures that may begin by now, that lost their worker, or that nobody agreed to. */
  @Interval(MINUTE_MS)
  sweepErasures(): Promise<void> {
    return this.recurrence.run('sweep erasures', (signal) => this.erasures.sweep(signal));
  }
}
