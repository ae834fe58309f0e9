import { Injectable } from '@nestjs/common';
import { RetentionExpiry } from '../retention.expiry';
import { PartitionsAhead } from '../retention.partitions';

/** What a changed policy needs after its commit. */
@Injectable()
export class PolicyAftermath {
  constructor(
    private readonly expiry: RetentionExpiry,
    private readonly partitions: PartitionsAhead,
  ) {}

  /** The next append goes by it, and finds its partition. */
  async of(organizationId: string): Promise<void> {
    this.expiry.forget(organizationId);
    await this.partitions.create().catch(() => undefined); // appends make what is missing, and so does the next daily run
  }
}
