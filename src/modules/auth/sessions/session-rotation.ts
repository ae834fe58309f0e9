import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { FactorType } from '../../../platform/context/assurance';
import type { EventDraft } from '../../../platform/context/request-record';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { unauthenticated } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Membership } from '../../organizations/organizations.membership';
import { Accounts, type MembershipOfAccount, type Person } from '../auth.accounts';
import type { OpenedSession } from '../auth.contract';
import { EnrolledFactors } from '../mfa/enrolled-factors';
import { assuranceOf } from '../mfa/factor-policy';
import { SessionExpiry } from './session-expiry';
import { absoluteEnd } from './session-lifetime';
import { caller, membershipIn } from './session-principal';
import { sessionView } from './session.presenter';
import { Session } from './session.entity';

export type ProofMethod = FactorType | 'password';

/** Runs in the transaction that rotates: uses the proof up, or throws. */
type Consume = (manager: EntityManager, membership: MembershipOfAccount) => Promise<EventDraft>;

/** Neither the token before this one is good any more, nor is a change of role still to be answered. */
const NO_OTHER = { rotateSince: null, previousTokenHash: null, previousUntil: null };

/** A session whose holder has just proven themselves goes on under a new token; the old one is dead (A11). */
@Injectable()
export class SessionRotation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly enrolled: EnrolledFactors,
    private readonly expiry: SessionExpiry,
    private readonly clock: Clock,
  ) {}

  async prove(method: ProofMethod, consume: Consume): Promise<OpenedSession> {
    const { person, organizationId } = caller();
    const membership = membershipIn(await this.accounts.memberships(person.id), organizationId);
    const token = newToken();
    const session = await this.unitOfWork.change(async (manager) => {
      const event = await consume(manager, membership);
      const proven = await this.#proven(manager, method, membership);
      await manager.update(
        Session,
        { organizationId, id: proven.id },
        Object.assign(proven, { ...NO_OTHER, tokenHash: hashToken(token) }),
      );
      return { result: proven, event };
    });
    await this.expiry.endSurplus(person.id, session.factorAt !== null);
    return { ...(await this.#view(session, person, membership)), token };
  }

  /** The session as it is after the proof. One that only now is complete lasts as long as others, and counts as a sign-in. */
  async #proven(
    manager: EntityManager,
    method: ProofMethod,
    membership: MembershipOfAccount,
  ): Promise<Session> {
    const { organizationId, sessionId: id } = caller();
    const session = await manager.findOne(Session, {
      where: { organizationId, id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!session) throw unauthenticated('session.expired', 'The session is over. Sign in again.');
    const now = this.clock.now();
    if (method === 'password') return Object.assign(session, { passwordAt: now });
    if (session.factorAt === null) {
      await manager.update(Membership, { organizationId, id: membership.memberId }, { lastSignedInAt: now });
      session.expiresAt = absoluteEnd(session.createdAt, membership);
    }
    return Object.assign(session, { factorAt: now, factor: method });
  }

  async #view(session: Session, person: Person, membership: MembershipOfAccount) {
    const { factorAt, passwordAt } = session;
    const enrolled = await this.enrolled.of(person.id);
    return sessionView(
      session,
      person,
      membership,
      assuranceOf(membership, { enrolled, factorAt, passwordAt }, this.clock.now()),
    );
  }
}
