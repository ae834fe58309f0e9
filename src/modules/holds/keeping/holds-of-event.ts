import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { AuditReader } from '../../audit/audit.reader';
import { AuditRecorder } from '../../audit/audit.recorder';
import { LogSnapshots } from '../../audit/audit.snapshot';
import type { HoldsOfEvent } from '../holds.contract';
import { holdsInForce } from '../storage/holds-in-force';

/** Which holds in force keep one event. */
@Injectable()
export class EventHolds {
  constructor(
    private readonly reader: AuditReader,
    private readonly snapshots: LogSnapshots,
    private readonly recorder: AuditRecorder,
  ) {}

  /** @throws DaybookError `event.not_found` */
  async of(id: string): Promise<HoldsOfEvent> {
    const { organizationId } = currentPrincipal();
    this.recorder.describe({ resource: { type: 'event', id } });
    const { sequence } = await this.reader.one(organizationId, id);
    return this.snapshots.read(organizationId, async ({ client }) => {
      const holds = await holdsInForce(client, organizationId);
      const queries = holds.map(({ query }) => query);
      const found = await this.reader.matching(client, organizationId, queries, [sequence]);
      const places = found.get(sequence) ?? [];
      const data = holds
        .filter((_, place) => places.includes(place))
        .map(({ query: _, placed_at, ...hold }) => ({ ...hold, placed_at: placed_at.toISOString() }));
      return { data };
    });
  }
}
