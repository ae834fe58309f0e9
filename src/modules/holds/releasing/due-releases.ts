import { Inject, Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { Approvals } from '../../approvals/approvals.requests';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { holdActions } from '../holds.actions';
import { HeldCounts } from '../holds.counts';
import { HoldNotices } from '../keeping/hold-notices';
import { LegalHold, referTo } from '../storage/legal-hold.entity';
import { moveHead } from '../storage/locked-hold';
import { HOLD_RELEASE } from './release-kind';

const NOTHING: Changes<boolean> = { result: false, events: [] };

/** Ends the holds whose release was agreed to, or waited for. Safe to run in several processes at once. */
@Injectable()
export class DueReleases {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly notices: HoldNotices,
    private readonly counts: HeldCounts,
    private readonly clock: Clock,
  ) {}

  /** Returns how many ended. */
  async run(signal: AbortSignal): Promise<number> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ organization_id: string; id: string }>(
        'SELECT organization_id, id FROM holds_to_release()',
      ),
    );
    let released = 0;
    for (const { organization_id, id } of rows) {
      if (signal.aborted) break;
      if (await this.release(organization_id, id)) released += 1;
    }
    return released;
  }

  /** Unless it is too early, or somebody took the request back. The row of the hold is locked before that of its approval, always. */
  async release(organizationId: string, id: string): Promise<boolean> {
    const released = await this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const hold = await manager.findOne(LegalHold, {
        where: { organizationId, id, releasedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (!hold || !(await this.approvals.ready(manager, organizationId, HOLD_RELEASE, id))) return NOTHING;
      return this.#end(manager, hold);
    });
    if (released) {
      this.counts.forget(organizationId);
      this.notices.deliverSoon();
    }
    return released;
  }

  /** The release, and the task to give back their dates to what no other hold keeps. */
  async #end(manager: EntityManager, hold: LegalHold): Promise<Changes<boolean>> {
    const { organizationId, id, name } = hold;
    const approvals = await this.approvals.of(manager, organizationId, HOLD_RELEASE, [id]);
    const approval = approvals.get(id);
    if (!approval) return NOTHING;
    const version = await moveHead(manager, organizationId);
    const { reason, requested_by, decided_by } = approval;
    const releasedBy = { requested_by, approved_by: decided_by };
    const released = { releasedAt: this.clock.now(), releasedBy, releaseReason: reason };
    await manager.update(LegalHold, { organizationId, id }, released);
    await manager.query(
      `INSERT INTO unholdings (organization_id, hold_version) VALUES ($1, $2)
       ON CONFLICT (organization_id) DO UPDATE SET hold_version = excluded.hold_version, cursor_sequence = 0`,
      [organizationId, version],
    );
    await this.approvals.close(manager, organizationId, HOLD_RELEASE, id);
    await this.notices.tellOwners(manager, organizationId, `Legal hold released: ${name}`, [
      `The legal hold ${name} was released. What no other hold keeps is purged again by the retention policy.`,
      `${requested_by.name ?? 'Somebody'} asked for it${decided_by ? `, ${decided_by.name ?? 'somebody'} agreed` : ''}. The reason given: ${reason}`,
    ]);
    const event = { resource: referTo(hold), details: { reason, ...releasedBy } };
    return { result: true, events: [{ spec: holdActions['legal_hold.released'], event }] };
  }
}
