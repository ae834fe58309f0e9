import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalidField } from '../../../platform/errors/daybook-error';
import { parseQuery } from '../../audit/audit.event-filter';
import { PART_NAMES } from '../../audit/audit.tombstones';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Approvals } from '../../approvals/approvals.requests';
import type { ErasureView } from '../erasure.contract';
import type { ErasureDto, ErasureWishDto } from '../http/erasure.dto';
import { erasureView } from '../storage/erasure-view';
import { ErasureAsking } from './erasure-asking';
import { Selecting, type Wish } from './selecting';

/** Asking for the erasure of events, chosen one by one or by a query. */
@Injectable()
export class ErasureRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly asking: ErasureAsking,
    private readonly selecting: Selecting,
    private readonly approvals: Approvals,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `erasure.*`, which says everything that stands in the way. */
  async request(dto: ErasureDto): Promise<ErasureView> {
    const { organizationId } = currentPrincipal();
    const wish = wishOf(dto, this.clock.now());
    const parts = partsOf(dto);
    const view = await this.unitOfWork.change(async (manager) => {
      const { client, policy, floor } = await this.asking.begin(manager);
      const lastSequence = Math.min(await headOf(manager, organizationId), dto.last_sequence ?? Infinity);
      const selection = await this.selecting.select(client, organizationId, wish, {
        parts,
        lastSequence,
        floor,
      });
      const { expected_count: expectedCount, reason } = dto;
      const asked = wish.query ? { query: wish.query } : null;
      const ask = { kind: 'events', expectedCount, reason, parts, asked } as const;
      const { row, approval } = await this.asking.ask(manager, ask, selection, policy);
      const { id, events, rangeCount, rangesSha256 } = row;
      return {
        result: erasureView(row, approval),
        event: {
          resource: { type: 'erasure', id },
          details: {
            events,
            parts: parts.join(', '),
            reason,
            range_count: rangeCount,
            ranges_sha256: rangesSha256,
          },
        },
      };
    });
    this.approvals.deliverSoon();
    return view;
  }
}

export const partsOf = ({ parts }: Pick<ErasureWishDto, 'parts'>) =>
  PART_NAMES.filter((name) => !parts || parts.includes(name));

/** @throws DaybookError unless exactly one way to choose is given */
export function wishOf({ event_ids, query }: Pick<ErasureWishDto, 'event_ids' | 'query'>, now: Date): Wish {
  if (event_ids && query) throw invalidField('/query', 'cannot be given together with event_ids');
  if (event_ids) return { eventIds: event_ids, query: null };
  if (!query) throw invalidField('/event_ids', 'or query has to be given');
  return { eventIds: null, query: parseQuery(query, now) };
}

/** How many events the log has had until now; they are numbered without gaps. */
export async function headOf(manager: EntityManager, organizationId: string): Promise<number> {
  const rows: { last: string }[] = await manager.query(
    'SELECT last_sequence AS last FROM log_heads WHERE organization_id = $1',
    [organizationId],
  );
  return Number(rows[0]?.last ?? 0);
}
