import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { EventDraft } from '../../../platform/context/request-record';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { RetentionPolicyView } from '../retention.contract';
import { RetentionExpiry } from '../retention.expiry';
import { PartitionsAhead } from '../retention.partitions';
import { loadPolicy, type Query } from './load-policy';
import { isShorter, type Policy } from './policy';
import { lastRehoming, requestRehoming } from './rehoming-requests';

/** The retention policy of the organization that the caller is bound to. */
@Injectable()
export class Policies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly expiry: RetentionExpiry,
    private readonly partitions: PartitionsAhead,
    private readonly clock: Clock,
  ) {}

  current(): Promise<RetentionPolicyView> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const query = queryOf(manager);
      return view(query, organizationId, await loadPolicy(query, organizationId));
    });
  }

  /** Longer or shorter; a shorter policy asks for its re-homing in the same transaction. */
  async change(defaultDays: number | null): Promise<RetentionPolicyView> {
    const { organizationId } = currentPrincipal();
    const changed = await this.unitOfWork.change(async (manager) => {
      const query = queryOf(manager);
      const before = await lockPolicy(query, organizationId, this.clock.now());
      const after: Policy = {
        ...before,
        defaultDays,
        version: before.version + 1,
        updatedAt: this.clock.now(),
      };
      await query(
        'UPDATE retention_policies SET default_days = $2, version = $3, updated_at = $4 WHERE organization_id = $1',
        [organizationId, defaultDays, after.version, after.updatedAt],
      );
      if (isShorter(before, after)) await requestRehoming(query, organizationId, after);
      return {
        result: await view(query, organizationId, after),
        event: changeOf(organizationId, before, after),
      };
    });
    this.expiry.forget(organizationId);
    await this.partitions.create().catch(() => undefined); // appends make what is missing, and so does the next daily run
    return changed;
  }
}

/** There is a row to lock even before the first change, so that two first changes come one after the other. */
async function lockPolicy(query: Query, organizationId: string, now: Date): Promise<Policy> {
  await query(
    'INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, NULL, 0, $2) ON CONFLICT DO NOTHING',
    [organizationId, now],
  );
  return loadPolicy(query, organizationId, true);
}

const queryOf =
  (manager: EntityManager): Query =>
  async (sql, values) => {
    const rows: unknown = await manager.query(sql, values as unknown[]);
    return rows as Record<string, unknown>[];
  };

async function view(
  query: Query,
  organizationId: string,
  { defaultDays, version, updatedAt }: Policy,
): Promise<RetentionPolicyView> {
  return {
    default_days: defaultDays,
    version,
    updated_at: updatedAt?.toISOString() ?? null,
    rehoming: await lastRehoming(query, organizationId),
  };
}

function changeOf(organizationId: string, before: Policy, after: Policy): EventDraft {
  return {
    resource: { type: 'retention_policy', id: organizationId },
    changes: { before: { default_days: before.defaultDays }, after: { default_days: after.defaultDays } },
    details: { from: inWords(before), to: inWords(after), version: after.version },
  };
}

const inWords = ({ defaultDays }: Policy): string =>
  defaultDays === null ? 'for ever' : defaultDays === 1 ? '1 day' : `${defaultDays} days`;
