import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { FactorType } from '../../../platform/context/assurance';
import { currentRequest } from '../../../platform/context/request-context';
import { hashToken } from '../../../platform/crypto/tokens';
import { unauthenticated } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { Authentication } from '../auth.authentication';
import { assuranceOf } from '../mfa/factor-policy';
import { SessionExpiry } from './session-expiry';
import { isOver, SEEN_EVERY_MS } from './session-lifetime';
import { principalOf } from './session-principal';
import { Session } from './session.entity';

/** The row of `session_by_token()`. `role` is the member's at this moment: a change acts on the next request. */
interface Row {
  readonly organization_id: string;
  readonly id: string;
  readonly account_id: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  readonly password_at: Date | null;
  readonly factor_at: Date | null;
  readonly factors: FactorType[];
  readonly joined_at: Date;
  readonly role: string | null;
  readonly role_name: string;
  readonly role_permissions: readonly string[] | null;
  readonly name: string;
  readonly email: string;
  readonly idle_minutes: number;
  readonly absolute_hours: number;
  readonly mfa_required_since: Date | null;
  readonly rotate_since: Date | null;
  /** The session goes on under a new token; this one is good until then. */
  readonly superseded_until: Date | null;
}

/** From a session's token to whoever is signed in. */
@Injectable()
export class SessionAuthentication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly expiry: SessionExpiry,
    private readonly clock: Clock,
  ) {}

  /** Null when nobody has such a session, or its account is no member any more. */
  async authenticate(token: string): Promise<Authentication | null> {
    const tokenHash = hashToken(token);
    const [row]: Row[] = await this.dataSource.query('SELECT * FROM session_by_token($1)', [tokenHash]);
    const now = this.clock.now();
    if (!row || row.role === null || isDead(row, now)) return null;
    const authentication = { principal: whoHas(row, now), refusal: null };
    if (hasEnded(row, now)) {
      await this.expiry.end(row.organization_id, row.id);
      const refusal = unauthenticated('session.expired', 'The session is over. Sign in again.');
      return { ...authentication, refusal };
    }
    const seen = now.getTime() - row.last_seen_at.getTime() < SEEN_EVERY_MS;
    if (!seen && !currentRequest()?.unattended) await this.#seen(row, now);
    return row.rotate_since === null ? authentication : { ...authentication, staleTokenHash: tokenHash };
  }

  async #seen({ organization_id: organizationId, id }: Row, now: Date): Promise<void> {
    await this.unitOfWork.run(organizationId, (manager) =>
      manager.update(Session, { organizationId, id }, { lastSeenAt: now }),
    );
  }
}

const isDead = ({ superseded_until: until }: Row, now: Date): boolean => until !== null && until <= now;

const hasEnded = (row: Row, now: Date): boolean =>
  isOver(
    { createdAt: row.created_at, lastSeenAt: row.last_seen_at, expiresAt: row.expires_at },
    { idleMinutes: row.idle_minutes, absoluteHours: row.absolute_hours },
    now,
  );

function whoHas(row: Row, now: Date): Authentication['principal'] {
  const role = { role: row.role as string, rolePermissions: row.role_permissions };
  const assurance = assuranceOf(
    { ...role, joinedAt: row.joined_at, mfaRequiredSince: row.mfa_required_since },
    { enrolled: row.factors, factorAt: row.factor_at, passwordAt: row.password_at },
    now,
  );
  return principalOf(
    { id: row.account_id, name: row.name, email: row.email },
    { ...role, organizationId: row.organization_id, roleName: row.role_name },
    row.id,
    assurance,
  );
}
