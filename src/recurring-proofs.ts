import { Injectable } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { Anchors } from './modules/integrity/integrity.anchors';
import { CheckpointThinning } from './modules/integrity/integrity.checkpoint-thinning';
import { Sealing } from './modules/integrity/integrity.sealing';
import { RollingVerification } from './modules/verification/verification.rolling';
import { MINUTE_MS } from './platform/clock/milliseconds';
import { Recurrence } from './recurrence';

const SECOND_MS = 1_000;

/** What recurs so that the log can be proven. */
@Injectable()
export class RecurringProofs {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly sealing: Sealing,
    private readonly thinning: CheckpointThinning,
    private readonly anchors: Anchors,
    private readonly verification: RollingVerification,
  ) {}

  /** What is new in the logs goes into their trees, under a signed checkpoint. */
  @Interval(SECOND_MS)
  seal(): Promise<void> {
    return this.recurrence.run('seal logs', (signal) => this.sealing.run({ signal }));
  }

  /** Checkpoints that are older than a day, but the last of each hour or day. */
  @Cron('30 41 * * * *', { timeZone: 'UTC' })
  thinCheckpoints(): Promise<void> {
    return this.recurrence.run('thin checkpoints', (signal) => this.thinning.run({ signal }));
  }

  /** The newest events of every log that has grown (A16). */
  @Interval(MINUTE_MS)
  verifyNewest(): Promise<void> {
    return this.recurrence.run('verify what is new', (signal) => this.verification.newest({ signal }));
  }

  /** Each whole log once a day, one after another, a piece a minute. */
  @Interval(MINUTE_MS)
  verifyWhole(): Promise<void> {
    return this.recurrence.run('verify whole logs', (signal) => this.verification.whole({ signal }));
  }

  /** Checkpoints to places outside, each by its own rhythm, and the alarm when none arrives. */
  @Interval(MINUTE_MS)
  anchor(): Promise<void> {
    return this.recurrence.run('anchor checkpoints', (signal) => this.anchors.run({ signal }));
  }
}
