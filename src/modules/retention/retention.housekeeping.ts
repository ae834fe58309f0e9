import { Injectable } from '@nestjs/common';
import { PartitionsAhead } from './retention.partitions';
import { PolicyChanges } from './retention.policy-changes';
import { Purger, type PurgeResult } from './retention.purger';
import { Rehomer, type RehomingResult } from './retention.rehomer';

/** What `recurring-work.ts` has to call from time to time. Safe to run in several processes at once. */
@Injectable()
export class RetentionHousekeeping {
  constructor(
    private readonly partitions: PartitionsAhead,
    private readonly purger: Purger,
    private readonly rehomer: Rehomer,
    private readonly changes: PolicyChanges,
  ) {}

  /** Partitions for the coming days, then whatever date has passed. */
  async daily(signal: AbortSignal): Promise<PurgeResult> {
    await this.partitions.create();
    return this.purger.run({ signal });
  }

  /** Changes of policies whose day has come; then what a crash interrupted, and what a shortened policy asked for. */
  async sweep(signal: AbortSignal): Promise<RehomingResult> {
    await this.changes.run({ signal });
    await this.purger.resume({ signal });
    return this.rehomer.run({ signal });
  }
}
