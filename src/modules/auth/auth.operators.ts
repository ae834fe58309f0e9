import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import type { FactorType } from '../../platform/context/assurance';
import { PLATFORM_LOG_ID } from '../../platform/database/tenant';
import { conflict, notFound } from '../../platform/errors/daybook-error';
import { AuditRecorder } from '../audit/audit.recorder';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { Membership, OPERATOR_ROLE } from '../organizations/organizations.membership';
import { ensurePlatform } from '../organizations/organizations.platform';
import { HostPeople } from './accounts/host-people';
import { Accounts, type Person } from './auth.accounts';
import { operatorActions } from './auth.operators.actions';
import { factorsOfAccounts } from './auth.factors';
import { Sessions } from './auth.sessions';

const organizationId = PLATFORM_LOG_ID;
const OPTIONS = { email: '--email', name: '--name' };

export interface AddedOperator {
  readonly person: Person;
  /** Of a new account; null when there was one already. */
  readonly password: string | null;
}

export interface Operator extends Person {
  readonly since: Date;
  readonly lastSignedInAt: Date | null;
  readonly factors: readonly FactorType[];
}

/**
 * The platform's own people: members of its log, as others are of an organization, so that row-level security keeps them out of
 * every tenant. They are made and unmade on the host alone.
 */
@Injectable()
export class Operators {
  constructor(
    private readonly people: HostPeople,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `operator.exists`, or naming the option that cannot be used */
  async add(email: string, name?: string): Promise<AddedOperator> {
    const { person, created } = await this.people.named(email, name, OPTIONS);
    return this.unitOfWork.systemChange(
      organizationId,
      operatorActions['operator.added'],
      async (manager) => {
        const createdAt = this.clock.now();
        await ensurePlatform(manager, createdAt);
        if (await manager.existsBy(Membership, { organizationId, accountId: person.id }))
          throw conflict('operator.exists', `${person.email} is an operator already.`);
        if (created) await this.people.insert(manager, created);
        const row = { organizationId, id: uuidv7(), accountId: person.id, role: OPERATOR_ROLE };
        await manager.insert(Membership, { ...row, createdAt, lastSignedInAt: null });
        return {
          result: { person, password: created?.password ?? null },
          event: { resource: referTo(person), changes: { before: null, after: { email: person.email } } },
        };
      },
    );
  }

  /** Those who were added first come first. */
  async list(): Promise<Operator[]> {
    await this.recorder.record(organizationId, operatorActions['operator_list.viewed'], {});
    return this.unitOfWork.run(organizationId, async (manager) => {
      const members = await manager.find(Membership, { where: { organizationId }, order: { id: 'ASC' } });
      const ids = members.map(({ accountId }) => accountId);
      const [people, factors] = [await this.accounts.people(ids), await factorsOfAccounts(manager, ids)];
      return members.map(({ accountId, createdAt, lastSignedInAt }) => ({
        ...(people.get(accountId) as Person),
        since: createdAt,
        lastSignedInAt,
        factors: factors.get(accountId) ?? [],
      }));
    });
  }

  /** Their sessions as an operator end; what else the account is stays. @throws DaybookError `operator.not_found` */
  async remove(email: string): Promise<Person> {
    const person = await this.accounts.findByEmail(email);
    if (!person) throw notFound('operator');
    return this.unitOfWork.systemChange(
      organizationId,
      operatorActions['operator.removed'],
      async (manager) => {
        await this.#end(manager, person.id);
        const changes = { before: { email: person.email }, after: null };
        return { result: person, event: { resource: referTo(person), changes } };
      },
    );
  }

  async #end(manager: EntityManager, accountId: string): Promise<void> {
    const { affected } = await manager.delete(Membership, { organizationId, accountId });
    if (affected !== 1) throw notFound('operator');
    await this.sessions.endAll(manager, organizationId, accountId);
  }
}

const referTo = ({ id, name }: Person) => ({ type: 'operator', id, name });
