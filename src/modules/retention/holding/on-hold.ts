import { Injectable } from '@nestjs/common';
import type { WireCount } from '../../audit/audit.counts.contract';

/** How many events holds protect. */
@Injectable()
export class OnHold {
  of(_organizationId: string): Promise<WireCount> {
    return Promise.resolve({ count: 0, approximate: false });
  }
}
