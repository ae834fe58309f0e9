import { Inject, Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../platform/clock/clock';
import { databaseFault } from '../../platform/database/database-fault';
import { WRITE_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { ShortMemory } from '../../platform/database/short-memory';
import { ExpiryRule, type ExpiresOn } from '../audit/audit.expiry';
import { expiryRule } from './policy/expires-on';
import { firstOpenDate, loadPolicy, type Query } from './policy/load-policy';
import type { Policy } from './policy/policy';

/** After a change, other processes may go by the old policy for so long; a shortened policy's re-homing waits for them. */
export const POLICY_CACHED_MS = 5_000;

/** Fulfils the log's port: the policy of each organization, remembered for a few seconds, since every append asks. */
@Injectable()
export class RetentionExpiry extends ExpiryRule {
  readonly #rules: ShortMemory<ExpiresOn>;

  constructor(
    @Inject(WRITE_POOL) private readonly pool: DatabasePool,
    private readonly clock: Clock,
  ) {
    super();
    this.#rules = new ShortMemory((organizationId) => this.#load(organizationId), clock, POLICY_CACHED_MS);
  }

  /** @throws DaybookError `database.unavailable` */
  of(organizationId: string): Promise<ExpiresOn> {
    return this.#rules.of(organizationId);
  }

  /** This process changed the policy: the next append asks the database. */
  forget(organizationId: string): void {
    this.#rules.forget(organizationId);
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
