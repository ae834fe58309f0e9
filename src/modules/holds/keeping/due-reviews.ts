import { Inject, Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Clock, utcDate } from '../../../platform/clock/clock';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { holdActions } from '../holds.actions';
import { LegalHold, referTo } from '../storage/legal-hold.entity';
import { HoldNotices } from './hold-notices';

/** Asks those who manage holds, once, whether one is still needed, when its day has come. */
@Injectable()
export class DueReviews {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: HoldNotices,
    private readonly clock: Clock,
  ) {}

  /** Returns how many are due that were not before. */
  async run(signal: AbortSignal): Promise<number> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ organization_id: string; id: string }>(
        'SELECT organization_id, id FROM holds_to_review($1)',
        [utcDate(this.clock.now())],
      ),
    );
    let told = 0;
    for (const { organization_id, id } of rows) {
      if (signal.aborted) break;
      if (await this.#ask(organization_id, id)) told += 1;
    }
    if (told > 0) this.notices.deliverSoon();
    return told;
  }

  #ask(organizationId: string, id: string): Promise<boolean> {
    return this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const hold = await manager.findOne(LegalHold, {
        where: { organizationId, id, releasedAt: IsNull(), reviewNotifiedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      const { reviewOn = null, name = '' } = hold ?? {};
      if (!hold || reviewOn === null || reviewOn > utcDate(this.clock.now()))
        return { result: false, events: [] };
      await manager.update(LegalHold, { organizationId, id }, { reviewNotifiedAt: this.clock.now() });
      await this.notices.tellKeepers(manager, organizationId, `Legal hold to review: ${name}`, [
        `The legal hold ${name} was to be reviewed on ${reviewOn}. Is it still needed?`,
        'If it is, give it another day of review; if not, ask for its release. Until then it stays in force.',
      ]);
      const event = { resource: referTo(hold), details: { review_on: reviewOn } };
      return { result: true, events: [{ spec: holdActions['legal_hold.review_due'], event }] };
    });
  }
}
