import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../../../platform/clock/clock';
import { currentPrincipal } from '../../../../platform/context/request-context';
import { conflict, forbidden, notFound } from '../../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import { Membership } from '../../../organizations/organizations.membership';
import { Accounts } from '../../auth.accounts';
import type { FactorResetView } from '../../auth.contract';
import { EnrolledFactors } from '../enrolled-factors';
import { FactorReset } from './factor-reset.entity';
import { ResetNotices } from './reset-notices';

/** Open: neither done nor cancelled. */
const OPEN = { cancelledAt: IsNull(), doneAt: IsNull() };

/** Owners asking that a member's lost factors be taken away, a day later; they and the member can call it off. */
@Injectable()
export class FactorResets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly factors: EnrolledFactors,
    private readonly notices: ResetNotices,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `factor_reset.own`, `factor_reset.belongs_elsewhere`, `factor_reset.nothing_to_reset`, `factor_reset.exists` */
  async request(memberId: string): Promise<FactorResetView> {
    requireOwner();
    const view = await this.unitOfWork.change(async (manager) => {
      const { organizationId, accountId, actor } = currentPrincipal();
      const member = await manager.findOneBy(Membership, { organizationId, id: memberId });
      if (!member) throw notFound('member');
      if (member.accountId === accountId) throw own();
      await this.#requirePossible(manager, member);
      const person = await this.accounts.person(manager, member.accountId);
      const reset = this.#newReset(member, accountId as string);
      await manager.insert(FactorReset, reset);
      const news = `${actor.name} asked that the second factors of ${person.name} be taken away, because they were lost. That happens at ${reset.dueAt.toISOString()}, unless they or an Owner cancel it before, in Daybook.`;
      await this.notices.put(manager, organizationId, person, news);
      return {
        result: toView(reset),
        event: {
          resource: { type: 'member', id: memberId, name: person.name },
          details: { due_at: reset.dueAt.toISOString() },
        },
      };
    });
    this.notices.deliverSoon();
    return view;
  }

  cancel(memberId: string): Promise<void> {
    requireOwner();
    return this.#cancel({ memberId });
  }

  cancelOwn(): Promise<void> {
    return this.#cancel({ accountId: currentPrincipal().accountId as string });
  }

  async #cancel(which: FindOptionsWhere<FactorReset>): Promise<void> {
    await this.unitOfWork.change(async (manager) => {
      const { organizationId, actor } = currentPrincipal();
      const reset = await manager.findOneBy(FactorReset, { ...which, ...OPEN, organizationId });
      const ended =
        reset &&
        (await manager.update(
          FactorReset,
          { organizationId, id: reset.id, ...OPEN },
          { cancelledAt: this.clock.now() },
        ));
      if (!reset || ended?.affected !== 1) throw notFound('factor reset');
      const person = await this.accounts.person(manager, reset.accountId);
      const news = `${actor.name} cancelled it: the second factors of ${person.name} stay.`;
      await this.notices.put(manager, organizationId, person, news);
      return {
        result: undefined,
        event: { resource: { type: 'member', id: reset.memberId, name: person.name } },
      };
    });
    this.notices.deliverSoon();
  }

  async #requirePossible(manager: EntityManager, { organizationId, accountId }: Membership): Promise<void> {
    const memberships = await this.accounts.memberships(accountId);
    if (memberships.some((membership) => membership.organizationId !== organizationId)) throw elsewhere();
    if ((await this.factors.of(accountId)).length === 0)
      throw conflict('factor_reset.nothing_to_reset', 'They have no second factor.');
    if (await manager.existsBy(FactorReset, { organizationId, accountId, ...OPEN }))
      throw conflict('factor_reset.exists', 'That has been asked for already.');
  }

  #newReset({ organizationId, id, accountId }: Membership, requestedBy: string): FactorReset {
    const requestedAt = this.clock.now();
    const dueAt = new Date(requestedAt.getTime() + DAY_MS);
    const open = { cancelledAt: null, doneAt: null };
    return {
      organizationId,
      id: uuidv7(),
      memberId: id,
      accountId,
      requestedBy,
      requestedAt,
      dueAt,
      ...open,
    };
  }
}

function requireOwner(): void {
  if (currentPrincipal().role !== 'owner')
    throw forbidden(
      'factor_reset.owner_only',
      'Only an Owner can have the factors of others reset, or cancel it.',
    );
}

const own = (): Error =>
  conflict('factor_reset.own', 'Nobody resets their own factors. Use a recovery code, or ask another Owner.');

/** An account is one in all its organizations: an Owner of one has no power over who they are in another. */
const elsewhere = (): Error =>
  conflict(
    'factor_reset.belongs_elsewhere',
    'They belong to other organizations as well. Only the operator of this installation can reset their factors.',
  );

const toView = ({ id, memberId, requestedAt, dueAt }: FactorReset): FactorResetView => ({
  id,
  member_id: memberId,
  requested_at: requestedAt.toISOString(),
  due_at: dueAt.toISOString(),
});
