import { Parameters } from '../search/sql-text';
import type { Ground } from './ground';
import type { Portion } from './portions';

/** So many events of a bucket with a label. */
export interface Cell {
  readonly bucket: number;
  readonly label: string | null;
  readonly n: number;
}

/** What a portion of the log says. */
export interface Tally {
  readonly cells: readonly Cell[];
  /** Whether there are more events than were read. */
  readonly more: boolean;
  /** The earliest moment that was read; null when there was nothing. */
  readonly oldest: number | null;
}

/** Events that are meant, by the bucket between two edges that they fall into, and by label. */
export async function tallyOf(
  { client }: Ground,
  label: string,
  edges: readonly number[],
  portionOf: (p: Parameters) => Portion,
): Promise<Tally> {
  const p = new Parameters();
  const { sql, bound } = portionOf(p);
  const bounds = p.add(
    edges.map((edge) => new Date(edge).toISOString()),
    'timestamptz[]',
  );
  const { rows } = await client.query<Cell & { read: boolean; oldest: Date | null }>(
    `WITH e AS MATERIALIZED (${sql})
     SELECT width_bucket(occurred_at, ${bounds}) - 1 AS bucket, ${label} AS label, count(*)::int AS n, false AS read, NULL::timestamptz AS oldest
       FROM e WHERE ok GROUP BY 1, 2
     UNION ALL SELECT 0, NULL, count(*)::int, true, min(occurred_at) FROM e`,
    p.values,
  );
  const read = rows.find((row) => row.read);
  return {
    cells: rows.filter((row) => !row.read),
    more: (read?.n ?? 0) > bound,
    oldest: read?.oldest?.getTime() ?? null,
  };
}
