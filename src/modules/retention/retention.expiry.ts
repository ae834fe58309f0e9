import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { databaseFault } from '../../platform/database/database-fault';
import { WRITE_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { ExpiryRule, type ExpiresOn } from '../audit/audit.expiry';
import { expiryRule } from './policy/expires-on';
import { loadPolicy } from './policy/load-policy';

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

  async #load(organizationId: string): Promise<ExpiresOn> {
    try {
      const policy = await this.pool.inOrganization(organizationId, (client) =>
        loadPolicy(
          async (sql, values) => (await client.query(sql, values as unknown[])).rows,
          organizationId,
        ),
      );
      return expiryRule(policy);
    } catch (error) {
      throw databaseFault(error);
    }
  }
}
