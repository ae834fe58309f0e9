import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import { Accounts } from '../../auth.accounts';
import { LostFactors } from '../lost-factors';
import { mfaActions } from '../mfa.actions';
import { FactorReset } from './factor-reset.entity';
import { ResetNotices } from './reset-notices';

/** Thrown to leave without an event: somebody cancelled it, or another process was faster. */
class NoLongerOpen extends Error {}

/** Resets whose day is over. Whoever belongs to another organization by now keeps their factors. */
@Injectable()
export class DueResets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly lost: LostFactors,
    private readonly notices: ResetNotices,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  /** Returns how many there were. */
  async run(): Promise<number> {
    const due: { organization_id: string; id: string }[] = await this.dataSource.query(
      'SELECT * FROM due_factor_resets($1)',
      [this.clock.now()],
    );
    for (const { organization_id, id } of due) await this.#settle(organization_id, id);
    this.notices.deliverSoon();
    return due.length;
  }

  async #settle(organizationId: string, id: string): Promise<void> {
    try {
      await this.unitOfWork.systemChange(organizationId, mfaActions['factor_reset.done'], async (manager) => {
        const { accountId, memberId } = await this.#close(manager, organizationId, id);
        const person = await this.accounts.person(manager, accountId);
        const resource = { type: 'member', id: memberId, name: person.name };
        const elsewhere = (await this.accounts.memberships(accountId)).some(
          (membership) => membership.organizationId !== organizationId,
        );
        if (elsewhere) return { result: undefined, event: { resource, ...notDone(person.name) } };
        const ended = await this.lost.forget(manager, accountId);
        const news = `The second factors of ${person.name} were taken away. Their next sign-in asks to enrol another.`;
        await this.notices.put(manager, organizationId, person, news);
        return { result: undefined, event: { resource, details: { sessions_ended: ended } } };
      });
    } catch (error) {
      if (!(error instanceof NoLongerOpen)) throw error;
    }
  }

  async #close(manager: EntityManager, organizationId: string, id: string): Promise<FactorReset> {
    const open = { organizationId, id, cancelledAt: IsNull(), doneAt: IsNull() };
    const { affected } = await manager.update(FactorReset, open, { doneAt: this.clock.now() });
    if (affected !== 1) throw new NoLongerOpen();
    return manager.findOneByOrFail(FactorReset, { organizationId, id });
  }
}

const notDone = (name: string) => ({
  outcome: 'failure' as const,
  outcome_reason: `${name} belongs to another organization by now`,
});
