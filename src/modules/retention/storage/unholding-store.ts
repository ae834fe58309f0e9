import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { alone } from '../../../platform/schedule/alone';
import type { Query } from '../policy/load-policy';

/** After a hold was released: how far what holds keep has been looked through. */
export interface Unholding {
  readonly organizationId: string;
  /** Grows when another hold is released meanwhile, which begins the search anew. */
  readonly holdVersion: number;
  readonly after: number;
}

/** The table `unholdings`: a row for each log in which something may be held by no hold any more. */
@Injectable()
export class UnholdingStore {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** Undefined when another process is at it. */
  alone<T>(work: () => Promise<T>): Promise<T | undefined> {
    return alone(this.pool, 'daybook.unholding', work);
  }

  async organizations(): Promise<string[]> {
    const { rows } = await this.pool.use((client) =>
      client.query<{ organization_id: string }>('SELECT organization_id FROM logs_to_unhold()'),
    );
    return rows.map((row) => row.organization_id);
  }

  /** Undefined when it is done. */
  pending(organizationId: string): Promise<Unholding | undefined> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ version: string; after: string }>(
        'SELECT hold_version AS version, cursor_sequence AS after FROM unholdings WHERE organization_id = $1',
        [organizationId],
      );
      const [row] = rows;
      return row && { organizationId, holdVersion: Number(row.version), after: Number(row.after) };
    });
  }

  /** Unless another hold has been released since. */
  async finish({ organizationId, holdVersion }: Unholding): Promise<void> {
    await this.pool.inOrganization(organizationId, (client) =>
      client.query('DELETE FROM unholdings WHERE organization_id = $1 AND hold_version = $2', [
        organizationId,
        holdVersion,
      ]),
    );
  }
}

/** Progress, in the transaction of the window that it counts. */
export async function saveUnholding(
  query: Query,
  { organizationId, holdVersion }: Unholding,
  lastSequence: number | null,
): Promise<void> {
  await query(
    `UPDATE unholdings SET cursor_sequence = coalesce($3, cursor_sequence) WHERE organization_id = $1 AND hold_version = $2`,
    [organizationId, holdVersion, lastSequence],
  );
}
