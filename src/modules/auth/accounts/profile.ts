import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { EventDraft } from '../../../platform/context/request-record';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts, type Person } from '../auth.accounts';
import type { AccountView } from '../auth.contract';
import { PasswordProof } from '../auth.password-proof';
import { requireStepUp } from '../strategies/step-up';
import { caller } from '../sessions/session-principal';
import type { AccountDto } from './account.dto';
import { Account } from './account.entity';
import { EmailChanges } from './email-changes';

/** Somebody's own account. */
@Injectable()
export class Profile {
  constructor(
    private readonly accounts: Accounts,
    private readonly emailChanges: EmailChanges,
    private readonly proof: PasswordProof,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  view(): Promise<AccountView> {
    const { person, organizationId } = caller();
    return this.unitOfWork.run(organizationId, (manager) => this.#viewOf(manager, person.id));
  }

  /** @throws DaybookError `step_up.required`, or `session.wrong_credentials` for a password that is not theirs */
  async update({ name, email, current_password }: AccountDto): Promise<AccountView> {
    const { person, organizationId } = caller();
    const wanted = email === person.email ? undefined : email;
    if (wanted !== undefined) await this.#prove(person, current_password);
    const memberships = await this.accounts.memberships(person.id);
    const logs = [organizationId, ...memberships.map((membership) => membership.organizationId)];
    const view = await this.unitOfWork.changeAcross(logs, async (manager) => {
      if (name !== undefined) await manager.update(Account, { id: person.id }, { name });
      if (wanted !== undefined) await this.emailChanges.request(manager, organizationId, person, wanted);
      return { result: await this.#viewOf(manager, person.id), event: eventOf(person, name, wanted) };
    });
    if (wanted !== undefined) this.emailChanges.committed();
    return view;
  }

  /** The password is enough for who has no factor; who has one proves it. */
  async #prove({ email }: Person, password: string | undefined): Promise<void> {
    const principal = currentPrincipal();
    const byPassword = principal.assurance?.methods.includes('password') ?? false;
    if (byPassword && password !== undefined) await this.proof.require(email, password);
    else requireStepUp(principal, this.clock.now());
  }

  async #viewOf(manager: EntityManager, id: string): Promise<AccountView> {
    const account = await manager.findOneByOrFail(Account, { id });
    return {
      id,
      name: account.name,
      email: account.email,
      pending_email: await this.emailChanges.pending(manager, id),
      created_at: account.createdAt.toISOString(),
      password_changed_at: account.passwordChangedAt?.toISOString() ?? null,
    };
  }
}

function eventOf(person: Person, name: string | undefined, wanted: string | undefined): EventDraft {
  const renamed = name !== undefined && name !== person.name;
  return {
    resource: { type: 'account', id: person.id, name: person.name },
    changes: renamed ? { before: { name: person.name }, after: { name } } : null,
    ...(wanted === undefined
      ? {}
      : { action: 'account.email_change_requested', details: { new_email: wanted } }),
  };
}
