import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { Authentication } from '../auth.authentication';

/** How long the token before is good: for requests that were under way. */
const GRACE_MS = 30_000;

/** Compare and set: of requests at once, one finds the token still as it was. */
const RENEW = `UPDATE sessions
    SET token_hash = $4, previous_token_hash = token_hash, previous_until = $5, rotate_since = NULL
  WHERE organization_id = $1 AND id = $2 AND token_hash = $3 AND rotate_since IS NOT NULL
  RETURNING id`;

/** Gives a session whose holder's role has changed its new token: the first request after it brings it home (A11). */
@Injectable()
export class SessionRenewal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The new token; null when there is nothing to do, or another request was first. No event of its own: its request has one. */
  async renew({ principal, staleTokenHash }: Authentication): Promise<string | null> {
    if (staleTokenHash === undefined) return null;
    const { organizationId, sessionId } = principal;
    const token = newToken();
    const until = new Date(this.clock.now().getTime() + GRACE_MS);
    const values = [organizationId, sessionId, staleTokenHash, hashToken(token), until];
    const renewed = await this.unitOfWork.run(organizationId, (manager) => isDone(manager, values));
    return renewed ? token : null;
  }
}

async function isDone(manager: EntityManager, values: unknown[]): Promise<boolean> {
  const [, renewed]: [unknown[], number] = await manager.query(RENEW, values);
  return renewed === 1;
}
