import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentRequest } from '../../../platform/context/request-context';
import type { EventDraft, Principal } from '../../../platform/context/request-record';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { enterOrganization } from '../../../platform/database/tenant';
import { unauthenticated } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Membership } from '../../organizations/organizations.membership';
import type { MembershipOfAccount, Person } from '../auth.accounts';
import { userActor } from '../auth.authentication';
import type { OpenedSession } from '../auth.contract';
import { ABSOLUTE_MS } from './session-lifetime';
import { sessionView } from './session.presenter';
import { Session } from './session.entity';

/** Binds sessions to organizations: each binding is a new session with a new token (A11, S1-05). */
@Injectable()
export class SessionBinding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  open(person: Person, membership: MembershipOfAccount): Promise<OpenedSession> {
    const now = this.clock.now();
    const session = this.#newSession(person, membership, now, new Date(now.getTime() + ABSOLUTE_MS));
    return this.#bind(person, membership, session, async (manager) => {
      const { organizationId, memberId: id } = membership;
      await manager.update(Membership, { organizationId, id }, { lastSignedInAt: now });
      return {};
    });
  }

  /** The old session ends where it was, the new one keeps its absolute end: switching does not prolong it. */
  move(from: Session, person: Person, membership: MembershipOfAccount): Promise<OpenedSession> {
    const session = this.#newSession(person, membership, this.clock.now(), from.expiresAt);
    return this.#bind(person, membership, session, async (manager) => {
      await manager.query(enterOrganization(from.organizationId));
      const ended = await manager.delete(Session, { organizationId: from.organizationId, id: from.id });
      if (ended.affected !== 1)
        throw unauthenticated('session.expired', 'The session is over. Sign in again.');
      await manager.query(enterOrganization(membership.organizationId));
      return {
        resource: { type: 'organization', id: membership.organizationId, name: membership.organizationName },
      };
    });
  }

  #newSession(
    person: Person,
    { organizationId }: MembershipOfAccount,
    now: Date,
    expiresAt: Date,
  ): Omit<Session, 'tokenHash'> {
    const client = currentRequest()?.client;
    return {
      organizationId,
      id: uuidv7(),
      accountId: person.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      ip: client?.ip ?? null,
      userAgent: client?.userAgent ?? null,
    };
  }

  async #bind(
    person: Person,
    membership: MembershipOfAccount,
    session: Omit<Session, 'tokenHash'>,
    also: (manager: EntityManager) => Promise<EventDraft>,
  ): Promise<OpenedSession> {
    const token = newToken();
    const record = currentRequest();
    if (record) record.principal = principalOf(person, membership, session.id);
    await this.unitOfWork.changeIn(membership.organizationId, async (manager) => {
      await manager.insert(Session, { ...session, tokenHash: hashToken(token) });
      return { result: undefined, event: { ...(await also(manager)), details: {} } };
    });
    return { ...sessionView(session, person, membership), token };
  }
}

function principalOf(
  person: Person,
  { organizationId, role, roleName, rolePermissions }: MembershipOfAccount,
  sessionId: string,
): Principal {
  return {
    actor: userActor(person, roleName),
    organizationId,
    accountId: person.id,
    sessionId,
    apiKeyId: null,
    role,
    rolePermissions,
    scopes: null,
  };
}
