import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../platform/context/request-context';
import { notFound } from '../../platform/errors/daybook-error';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { Accounts, type MembershipOfAccount, type Person } from './auth.accounts';
import type { CurrentSession, OpenedSession } from './auth.contract';
import { SessionBinding } from './sessions/session-binding';
import { sessionView } from './sessions/session.presenter';
import { Session } from './sessions/session.entity';

/** The session that a request comes with. */
@Injectable()
export class Sessions {
  constructor(
    private readonly accounts: Accounts,
    private readonly binding: SessionBinding,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async current(): Promise<CurrentSession> {
    const { person, organizationId } = caller();
    const [session, memberships] = await Promise.all([this.#load(), this.accounts.memberships(person.id)]);
    const organizations = memberships.map((m) => ({
      id: m.organizationId,
      name: m.organizationName,
      role: m.role,
    }));
    return { ...sessionView(session, person, find(memberships, organizationId)), organizations };
  }

  end(): Promise<void> {
    const { organizationId, sessionId } = caller();
    return this.unitOfWork.change(async (manager) => {
      await manager.delete(Session, { organizationId, id: sessionId });
      return { result: undefined, event: {} };
    });
  }

  /** @throws DaybookError `organization.not_found` for one the account is no member of, as for one that does not exist. */
  async switchTo(organizationId: string): Promise<OpenedSession> {
    const { person } = caller();
    const membership = find(await this.accounts.memberships(person.id), organizationId);
    return this.binding.move(await this.#load(), person, membership);
  }

  /** Ends all sessions of an account in the organization that the transaction has entered: it is no member any more. */
  async endAll(manager: EntityManager, organizationId: string, accountId: string): Promise<void> {
    await manager.delete(Session, { organizationId, accountId });
  }

  async #load(): Promise<Session> {
    const { organizationId, sessionId } = caller();
    const session = await this.unitOfWork.run(organizationId, (m) =>
      m.findOneBy(Session, { organizationId, id: sessionId }),
    );
    if (!session) throw notFound('session');
    return session;
  }
}

function caller(): { person: Person; organizationId: string; sessionId: string } {
  const { actor, accountId, sessionId, organizationId } = currentPrincipal();
  const person = { id: accountId as string, name: actor.name ?? '', email: actor.email ?? '' };
  return { person, organizationId, sessionId: sessionId as string };
}

function find(memberships: readonly MembershipOfAccount[], organizationId: string): MembershipOfAccount {
  const found = memberships.find((membership) => membership.organizationId === organizationId);
  if (!found) throw notFound('organization');
  return found;
}
