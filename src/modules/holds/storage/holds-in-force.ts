import type { PoolClient } from 'pg';
import type { EventQuery } from '../../audit/audit.event-query';

export interface HoldInForce {
  readonly id: string;
  readonly name: string;
  readonly query: EventQuery;
  readonly placed_at: Date;
  /** `YYYY-MM-DD` */
  readonly review_on: string | null;
}

/** Placed and not yet released, the oldest first; in a transaction that has entered the organization. */
export async function holdsInForce(client: PoolClient, organizationId: string): Promise<HoldInForce[]> {
  const { rows } = await client.query<HoldInForce>(
    `SELECT id, name, query, placed_at, review_on::text FROM legal_holds
      WHERE organization_id = $1 AND released_at IS NULL ORDER BY id`,
    [organizationId],
  );
  return rows;
}
