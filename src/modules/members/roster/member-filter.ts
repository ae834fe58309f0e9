import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { SignInLocks } from '../../auth/auth.sign-in-locks';
import { TeamDirectory } from '../members.teams';
import { DORMANT_DAYS, type MemberQueryDto } from './member.dto';

const CANDIDATES = `
  SELECT m.id, a.email, m.last_signed_in_at IS NULL OR m.last_signed_in_at < $3 AS dormant
    FROM members m JOIN accounts a ON a.id = m.account_id
   WHERE m.organization_id = $1
     AND ($2 = '' OR strpos(lower(a.name), lower($2)) > 0 OR strpos(lower(a.email), lower($2)) > 0)
     AND ($4 = '' OR CASE WHEN $4 = 'none' THEN NOT factors_of_account(a.id) && '{totp,passkey}'
                          ELSE $4 = ANY (factors_of_account(a.id)) END)`;

interface Candidate {
  readonly id: string;
  readonly email: string;
  readonly dormant: boolean;
}

/** Which members a list is about, where more is asked than their rows hold. */
@Injectable()
export class MemberFilter {
  constructor(
    private readonly teams: TeamDirectory,
    private readonly locks: SignInLocks,
    private readonly clock: Clock,
  ) {}

  /** Ids of members, in a transaction that has entered the organization; null for all. */
  async ids(manager: EntityManager, organizationId: string, query: MemberQueryDto): Promise<string[] | null> {
    const { team, q = '', state, mfa = '' } = query;
    const inTeam = team === undefined ? null : await this.teams.memberIdsOf(manager, organizationId, team);
    if (q === '' && state === undefined && mfa === '') return inTeam;
    const since = new Date(this.clock.now().getTime() - DORMANT_DAYS * DAY_MS);
    const found: Candidate[] = await manager.query(CANDIDATES, [organizationId, q, since, mfa]);
    const fitting = state === undefined ? found : await this.#inState(manager, found, state);
    const ids = fitting.map(({ id }) => id);
    return inTeam ? ids.filter((id) => inTeam.includes(id)) : ids;
  }

  /** Who is locked out is so first of all, however long ago they were last here. */
  async #inState(
    manager: EntityManager,
    found: readonly Candidate[],
    state: NonNullable<MemberQueryDto['state']>,
  ): Promise<readonly Candidate[]> {
    const locked = await this.locks.lockedAmong(
      manager,
      found.map(({ email }) => email),
    );
    return found.filter(({ email, dormant }) => {
      if (state === 'locked') return locked.has(email);
      return !locked.has(email) && dormant === (state === 'dormant');
    });
  }
}
