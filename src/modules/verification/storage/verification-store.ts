import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import { Signing } from '../../../platform/crypto/signing';
import type { DatabasePool } from '../../../platform/database/pools';
import { alone } from '../../../platform/schedule/alone';
import type { VerificationResult } from '../verification.contract';
import type { WalkState } from '../walk/walk-state';
import { believed, marked } from './walk-mark';

/** A row of `verifications`. */
export interface Verification {
  readonly newest_at: Date | null;
  readonly newest: VerificationResult | null;
  readonly whole_at: Date | null;
  readonly whole: VerificationResult | null;
  readonly walk: WalkState | null;
  readonly walk_started_at: Date | null;
  readonly walk_last: number | null;
  readonly requested_at: Date | null;
  readonly told: readonly string[];
}

export const SELECT_VERIFICATION = `SELECT newest_at, newest, whole_at, whole, walk, walk_started_at, walk_last::float8 AS walk_last, requested_at, told
  FROM verifications WHERE organization_id = $1`;

const KEEP_WALK = `INSERT INTO verifications AS v (organization_id, first_at, walk, walk_started_at, walk_last) VALUES ($1, $2, $3, $2, $4)
  ON CONFLICT (organization_id) DO UPDATE SET walk = excluded.walk, walk_started_at = coalesce(v.walk_started_at, excluded.walk_started_at), walk_last = excluded.walk_last`;

export interface VerificationState {
  readonly logs: number;
  readonly findings: number;
  readonly oldest_whole_at: Date | null;
}

/** The table `verifications`, and which logs are due. */
@Injectable()
export class VerificationStore {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly signing: Signing,
  ) {}

  /** Undefined when another process is at it. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    return alone(this.pool, name, work);
  }

  /** `question`: a function of the database that says which logs are due. */
  async due(question: 'logs_to_look_over' | 'logs_to_walk', before: Date, limit: number): Promise<string[]> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ organization_id: string }>(`SELECT organization_id FROM ${question}($1, $2)`, [
        before,
        limit,
      ]),
    );
    return rows.map((row) => row.organization_id);
  }

  /** What an earlier run kept, if it is what this installation wrote there since `after`; null: begin anew. */
  unfinished(organizationId: string, after: Date): Promise<WalkState | null> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<Verification>(SELECT_VERIFICATION, [organizationId]);
      const walk = rows[0]?.walk ?? null;
      return walk && believed(organizationId, walk, after, this.signing);
    });
  }

  /** Where a walk has come to, so that any process goes on from there. `last`: how far the log goes. */
  async keep(organizationId: string, walk: WalkState, last: number, now: Date): Promise<void> {
    await this.pool.inOrganization(organizationId, (client) =>
      client.query(KEEP_WALK, [
        organizationId,
        now,
        JSON.stringify(marked(organizationId, walk, now, this.signing)),
        last,
      ]),
    );
  }

  async state(): Promise<VerificationState> {
    const { rows } = await this.pool.use((client) =>
      client.query<VerificationState>(
        'SELECT logs::int, findings::int, oldest_whole_at FROM verification_state()',
      ),
    );
    return rows[0] as VerificationState;
  }
}
