import { Injectable } from '@nestjs/common';
import { PartitionsAhead } from './retention.partitions';
import { PolicyChanges } from './retention.policy-changes';
import { Purger, type PurgeResult } from './retention.purger';
import { Rehomer, type RehomingResult } from './retention.rehomer';
import { Unholder } from './retention.unholder';

/** What `recurring-work.ts` has to call from time to time. Safe to run in several processes at once. */
@Injectable()
export class RetentionHousekeeping {
  constructor(
    private readonly partitions: PartitionsAhead,
    private readonly purger: Purger,
    private readonly rehomer: Rehomer,
    private readonly changes: PolicyChanges,
    private readonly unholder: Unholder,
  ) {}

  /** Partitions for the coming days, then whatever date has passed. */
  async daily(signal: AbortSignal): Promise<PurgeResult> {
    await this.partitions.create();
    return this.purger.run({ signal });
  }

  /** Changes of policies whose day has come; then goes on with what a crash interrupted, gives back their dates to events that no hold keeps any more, and does what a shortened policy asked for. */
  async sweep(signal: AbortSignal): Promise<RehomingResult> {
    await this.changes.run({ signal });
    await this.purger.resume({ signal });
    await this.unholder.run({ signal });
    return this.rehomer.run({ signal });
  }
}
