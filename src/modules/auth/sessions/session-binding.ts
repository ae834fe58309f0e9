import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import type { Assurance } from '../../../platform/context/assurance';
import { currentRequest } from '../../../platform/context/request-context';
import type { EventDraft } from '../../../platform/context/request-record';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { enterOrganization } from '../../../platform/database/tenant';
import { unauthenticated } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Membership } from '../../organizations/organizations.membership';
import type { MembershipOfAccount, Person } from '../auth.accounts';
import type { OpenedSession } from '../auth.contract';
import { EnrolledFactors } from '../mfa/enrolled-factors';
import { assuranceOf } from '../mfa/factor-policy';
import { SessionExpiry } from './session-expiry';
import { absoluteEnd, HALF_OPEN_MS } from './session-lifetime';
import { principalOf } from './session-principal';
import { sessionView } from './session.presenter';
import { Session, type TokenFields } from './session.entity';

/** How somebody came in: with a password or, by a passkey alone, with a factor at once. */
export type Entrance = Pick<Session, 'passwordAt' | 'factorAt' | 'factor'>;

interface Binding {
  readonly person: Person;
  readonly membership: MembershipOfAccount;
  readonly session: Omit<Session, TokenFields>;
  readonly assurance: Assurance;
}

/** Binds sessions to organizations: each binding is a new session with a new token (A11, S1-05). */
@Injectable()
export class SessionBinding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly enrolled: EnrolledFactors,
    private readonly expiry: SessionExpiry,
    private readonly clock: Clock,
  ) {}

  /** A session that owes a factor waits for it ten minutes, and is no sign-in yet that anybody counts. */
  async open(
    person: Person,
    membership: MembershipOfAccount,
    entrance: Entrance,
    also: (manager: EntityManager) => Promise<EventDraft> = nothingElse,
  ): Promise<OpenedSession> {
    const now = this.clock.now();
    const binding = await this.#prepare(person, membership, entrance, absoluteEnd(now, membership));
    const { session, assurance } = binding;
    const unfinished = assurance.owes === 'factor';
    if (unfinished) session.expiresAt = new Date(now.getTime() + HALF_OPEN_MS);
    const opened = await this.#bind(binding, async (manager) => {
      const event = await also(manager);
      if (unfinished) return { ...event, ...stillToCome(person) };
      const { organizationId, memberId: id } = membership;
      await manager.update(Membership, { organizationId, id }, { lastSignedInAt: now });
      return { details: {}, ...event };
    });
    await this.expiry.endSurplus(person.id, entrance.factorAt !== null);
    return opened;
  }

  /** The old session ends where it was, the new one keeps its absolute end: switching does not prolong it. */
  async move(from: Session, person: Person, membership: MembershipOfAccount): Promise<OpenedSession> {
    const binding = await this.#prepare(person, membership, from, from.expiresAt);
    return this.#bind(binding, async (manager) => {
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

  async #prepare(
    person: Person,
    membership: MembershipOfAccount,
    { passwordAt, factorAt, factor }: Entrance,
    expiresAt: Date,
  ): Promise<Binding> {
    const now = this.clock.now();
    const client = currentRequest()?.client;
    const enrolled = await this.enrolled.of(person.id);
    const session = {
      organizationId: membership.organizationId,
      id: uuidv7(),
      accountId: person.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      passwordAt,
      factorAt,
      factor,
      ip: client?.ip ?? null,
      userAgent: client?.userAgent ?? null,
    };
    const assurance = assuranceOf(membership, { enrolled, factorAt, passwordAt }, now);
    return { person, membership, session, assurance };
  }

  async #bind(
    { person, membership, session, assurance }: Binding,
    also: (manager: EntityManager) => Promise<EventDraft>,
  ): Promise<OpenedSession> {
    const token = newToken();
    const record = currentRequest();
    if (record) record.principal = principalOf(person, membership, session.id, assurance);
    await this.unitOfWork.changeIn(membership.organizationId, async (manager) => {
      await manager.insert(Session, { ...session, tokenHash: hashToken(token) });
      return { result: undefined, event: await also(manager) };
    });
    return { ...sessionView(session, person, membership, assurance), token };
  }
}

const nothingElse = (): Promise<EventDraft> => Promise.resolve({});

const stillToCome = ({ name }: Person): EventDraft => ({
  summary: `${name} gave the right password; their second factor is still to come`,
  details: { factor_owed: true },
});
