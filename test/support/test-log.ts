import type { Pool } from 'pg';

/** An event as it is stored, its parts parsed. */
export interface StoredEvent {
  readonly organization_id: string;
  readonly sequence: number;
  readonly action: string;
  readonly outcome: string;
  readonly flags: string[];
  readonly actor: Record<string, unknown>;
  readonly context: Record<string, unknown> & { http: { status: number; route: string } };
  readonly resource: { type: string; id: string; name: string } | undefined;
  readonly summary: string;
  readonly changes: { before: unknown; after: unknown } | undefined;
  readonly details: Record<string, unknown> | undefined;
  readonly outcome_reason: string | undefined;
}

const SELECT = `SELECT organization_id, sequence::int, action, outcome, flags, actor, context, target, content
  FROM events WHERE $1::uuid IS NULL OR organization_id = $1 ORDER BY recorded_at, sequence`;

/** What stands in the log, read past row-level security by the superuser. */
export async function storedEvents(pool: Pool, organizationId: string | null = null): Promise<StoredEvent[]> {
  const { rows } = await pool.query<Record<string, never>>(SELECT, [organizationId]);
  return rows.map(({ actor, context, target, content, ...header }) => ({
    ...(header as object),
    ...(JSON.parse(target ?? '{}') as object),
    ...(JSON.parse(content ?? '{}') as object),
    actor: ((JSON.parse(actor ?? '{}') as { actor?: object }).actor ?? {}) as Record<string, unknown>,
    context: JSON.parse(context ?? '{}') as StoredEvent['context'],
  })) as unknown as StoredEvent[];
}
