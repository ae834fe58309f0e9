import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { Approvals } from '../../approvals/approvals.requests';
import { CHANGE_KIND, waitingChange } from '../changes/change-store';
import type { PendingPolicyChange, RetentionPolicyView } from '../retention.contract';
import { termsView, type Policy } from './policy';
import { lastRehoming } from './rehoming-requests';
import { queryOf } from './save-policy';

/** A policy, what waits to replace it, and what its last shortening still has to do. */
@Injectable()
export class PolicyViews {
  constructor(
    private readonly approvals: Approvals,
    private readonly clock: Clock,
  ) {}

  async of(manager: EntityManager, organizationId: string, policy: Policy): Promise<RetentionPolicyView> {
    return {
      ...termsView(policy),
      version: policy.version,
      updated_at: policy.updatedAt?.toISOString() ?? null,
      pending: await this.#pending(manager, organizationId),
      rehoming: await lastRehoming(queryOf(manager), organizationId, this.clock.now()),
    };
  }

  async #pending(manager: EntityManager, organizationId: string): Promise<PendingPolicyChange | null> {
    const change = await waitingChange(queryOf(manager), organizationId);
    if (!change) return null;
    const approval = (await this.approvals.of(manager, organizationId, CHANGE_KIND, [change.id])).get(
      change.id,
    );
    if (!approval) return null;
    const { id, policy, weakens, reason, preview } = change;
    return { id, policy, weakens, reason, approval, preview };
  }
}
