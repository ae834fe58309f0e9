import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { EventsOnHold } from '../retention.contract';

/** How many events holds protect. */
@Injectable()
export class OnHold {
  count(_client: PoolClient, _organizationId: string): Promise<EventsOnHold> {
    return Promise.resolve({ events: 0, exact: true });
  }
}
