import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { hashToken } from '../../../platform/crypto/tokens';
import { unauthenticated } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { userActor, type Authentication } from '../auth.authentication';
import { SessionExpiry } from './session-expiry';
import { isOver, SEEN_EVERY_MS } from './session-lifetime';
import { Session } from './session.entity';

/** The row of `session_by_token()`. `role` is the member's at this moment: a change acts on the next request. */
interface Row {
  readonly organization_id: string;
  readonly id: string;
  readonly account_id: string;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  readonly role: string | null;
  readonly role_name: string;
  readonly role_permissions: readonly string[] | null;
  readonly name: string;
  readonly email: string;
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
    const [row]: Row[] = await this.dataSource.query('SELECT * FROM session_by_token($1)', [
      hashToken(token),
    ]);
    if (!row || row.role === null) return null;
    const authentication = authenticationOf(row);
    const now = this.clock.now();
    if (isOver({ lastSeenAt: row.last_seen_at, expiresAt: row.expires_at }, now)) {
      await this.expiry.end(row.organization_id, row.id);
      return {
        ...authentication,
        refusal: unauthenticated('session.expired', 'The session is over. Sign in again.'),
      };
    }
    if (now.getTime() - row.last_seen_at.getTime() >= SEEN_EVERY_MS) await this.#seen(row, now);
    return authentication;
  }

  async #seen({ organization_id: organizationId, id }: Row, now: Date): Promise<void> {
    await this.unitOfWork.run(organizationId, (manager) =>
      manager.update(Session, { organizationId, id }, { lastSeenAt: now }),
    );
  }
}

function authenticationOf(row: Row): Authentication {
  const actor = userActor({ id: row.account_id, name: row.name, email: row.email }, row.role_name);
  return {
    principal: {
      actor,
      organizationId: row.organization_id,
      accountId: row.account_id,
      sessionId: row.id,
      apiKeyId: null,
      role: row.role,
      rolePermissions: row.role_permissions,
      scopes: null,
    },
    refusal: null,
  };
}
