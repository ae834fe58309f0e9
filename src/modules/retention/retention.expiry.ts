import { Inject, Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../platform/clock/clock';
import { databaseFault } from '../../platform/database/database-fault';
import { WRITE_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { ExpiryRule, type ExpiresOn } from '../audit/audit.expiry';
import { expiryRule } from './policy/expires-on';
import { firstOpenDate, loadPolicy, type Query } from './policy/load-policy';
import type { Policy } from './policy/policy';

/** After a change, other processes may go by the old policy for so long; a shortened policy's re-homing waits for them. */
export const POLICY_CACHED_MS = 5_000;
const MOST_CACHED = 10_000;

interface Cached {
  readonly rule: Promise<ExpiresOn>;
  readonly until: number;
}

/** Fulfils the log's port: the policy of each organization, remembered for a few seconds, since every append asks. */
@Injectable()
export class RetentionExpiry extends ExpiryRule {
  readonly #cached = new Map<string, Cached>();

  constructor(
    @Inject(WRITE_POOL) private readonly pool: DatabasePool,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** @throws DaybookError `database.unavailable` */
  of(organizationId: string): Promise<ExpiresOn> {
    const now = this.clock.now().getTime();
    const known = this.#cached.get(organizationId);
    if (known && known.until > now && known.until <= now + POLICY_CACHED_MS) return known.rule;
    const rule = this.#load(organizationId);
    if (this.#cached.size >= MOST_CACHED) this.#cached.clear();
    this.#cached.set(organizationId, { rule, until: now + POLICY_CACHED_MS });
    rule.catch(() => this.forget(organizationId));
    return rule;
  }

  /** This process changed the policy: the next append asks the database. */
  forget(organizationId: string): void {
    this.#cached.delete(organizationId);
  }

  /**
   * A date that has been dropped takes nothing any more. After a purge under a clock that had jumped, events of today would
   * find theirs gone: they get the first date behind it. A date that only just passed elsewhere stays refused.
   */
  async #load(organizationId: string): Promise<ExpiresOn> {
    const { policy, firstOpen } = await this.#read(organizationId);
    const rule = expiryRule(policy);
    return (event) => {
      const date = rule(event);
      return date < firstOpen && date > utcDate(this.clock.now()) ? firstOpen : date;
    };
  }

  async #read(organizationId: string): Promise<{ policy: Policy; firstOpen: string }> {
    try {
      return await this.pool.inOrganization(organizationId, async (client) => {
        const query: Query = async (sql, values) => (await client.query(sql, values as unknown[])).rows;
        return { policy: await loadPolicy(query, organizationId), firstOpen: await firstOpenDate(query) };
      });
    } catch (error) {
      throw databaseFault(error);
    }
  }
}
