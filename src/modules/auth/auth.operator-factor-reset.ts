import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors/daybook-error';
import { AuditRecorder } from '../audit/audit.recorder';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { Accounts, type Person } from './auth.accounts';
import { LostFactors } from './mfa/lost-factors';
import { mfaActions } from './mfa/mfa.actions';

/** For a sole Owner who has lost everything: an operator on the host takes their factors away (ASVS 6.4.4). */
@Injectable()
export class OperatorFactorReset {
  constructor(
    private readonly accounts: Accounts,
    private readonly lost: LostFactors,
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AuditRecorder,
  ) {}

  /** At once, and recorded in each organization of the account. @throws DaybookError `account.not_found` */
  async reset(email: string): Promise<Person> {
    const person = await this.accounts.findByEmail(email);
    if (!person) throw notFound('account');
    const [first, ...others] = await this.accounts.memberships(person.id);
    if (!first) throw notFound('account');
    const spec = mfaActions['factor_reset.done_by_operator'];
    const resource = { type: 'user', id: person.id, name: person.name };
    await this.unitOfWork.systemChange(first.organizationId, spec, async (manager) => {
      const ended = await this.lost.forget(manager, person.id);
      return { result: undefined, event: { resource, details: { sessions_ended: ended } } };
    });
    for (const { organizationId } of others) await this.recorder.record(organizationId, spec, { resource });
    return person;
  }
}
