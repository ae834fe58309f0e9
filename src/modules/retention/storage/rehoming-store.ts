import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { alone } from '../../../platform/schedule/alone';
import type { Query } from '../policy/load-policy';
import type { Settled } from './settling';

/** A shortened policy's work that is not done, and how far it has come. */
export interface Rehoming {
  readonly organizationId: string;
  readonly policyVersion: number;
  readonly cursor: { readonly date: string | null; readonly sequence: number };
}

/** The table `rehomings`: the truth about what is left to do. */
@Injectable()
export class RehomingStore {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** Undefined when another process is at it. */
  alone<T>(work: () => Promise<T>): Promise<T | undefined> {
    return alone(this.pool, 'daybook.rehoming', work);
  }

  async organizations(requestedBefore: Date): Promise<string[]> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ organization_id: string }>('SELECT organization_id FROM pending_rehomings($1)', [
        requestedBefore,
      ]),
    );
    return rows.map((row) => row.organization_id);
  }

  /** The newest that is pending; undefined when it has been superseded or done meanwhile. */
  pending(organizationId: string): Promise<Rehoming | undefined> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ version: string; date: string | null; sequence: string }>(
        `SELECT policy_version AS version, cursor_date::text AS date, cursor_sequence AS sequence FROM rehomings
          WHERE organization_id = $1 AND state = 'pending' ORDER BY policy_version DESC LIMIT 1`,
        [organizationId],
      );
      const [row] = rows;
      return (
        row && {
          organizationId,
          policyVersion: Number(row.version),
          cursor: { date: row.date, sequence: Number(row.sequence) },
        }
      );
    });
  }

  /** The organization's first home on or after a date, but for what holds keep; null when there is none. */
  nextHome(organizationId: string, from: string): Promise<string | null> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ date: string | null }>(
        `SELECT min(expires_on)::text AS date FROM event_homes WHERE organization_id = $1 AND expires_on >= $2 AND isfinite(expires_on)`,
        [organizationId, from],
      );
      return rows[0]?.date ?? null;
    });
  }

  async finish({ organizationId, policyVersion }: Rehoming, now: Date): Promise<void> {
    await this.pool.inOrganization(organizationId, (client) =>
      client.query(
        `UPDATE rehomings SET state = 'done', finished_at = $3 WHERE organization_id = $1 AND policy_version = $2 AND state = 'pending'`,
        [organizationId, policyVersion, now],
      ),
    );
  }
}

/** Progress, in the transaction of the window that it counts. */
export async function saveProgress(
  query: Query,
  { organizationId, policyVersion }: Rehoming,
  date: string,
  settled: Settled,
): Promise<void> {
  await query(
    `UPDATE rehomings SET cursor_date = $3, cursor_sequence = coalesce($4, cursor_sequence),
            events_examined = events_examined + $5, events_moved = events_moved + $6
      WHERE organization_id = $1 AND policy_version = $2`,
    [organizationId, policyVersion, date, settled.lastSequence, settled.examined, settled.moved],
  );
}
