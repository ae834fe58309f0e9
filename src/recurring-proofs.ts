import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Anchors } from './modules/integrity/integrity.anchors';
import { Recurrence } from './recurrence';

const SECOND_MS = 1_000;

/** What recurs so that the log can be proven. */
@Injectable()
export class RecurringProofs {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly anchors: Anchors,
  ) {}

  /** Checkpoints to places outside, each by its own rhythm, and the alarm when none arrives. */
  @Interval(60 * SECOND_MS)
  anchor(): Promise<void> {
    return this.recurrence.run('anchor checkpoints', (signal) => this.anchors.run({ signal }));
  }
}
