import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ErasureSweeper } from './modules/erasure/erasure.sweeper';
import { MINUTE_MS } from './platform/clock/milliseconds';
import { Recurrence } from './recurrence';

/** What people asked for and time makes due: waiting periods that end, grants that lapse, exports by the calendar. */
@Injectable()
export class RecurringSteps {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly erasures: ErasureSweeper,
  ) {}

  /** Erasures that may begin by now, that lost their worker, or that nobody agreed to. */
  @Interval(MINUTE_MS)
  sweepErasures(): Promise<void> {
    return this.recurrence.run('sweep erasures', (signal) => this.erasures.sweep(signal));
  }
}
