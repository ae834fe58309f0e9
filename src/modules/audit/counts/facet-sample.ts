import type { FacetField } from '../audit.counts.contract';
import { Parameters } from '../search/sql-text';
import type { Ground } from './ground';
import { newest, type Portion } from './portions';

/** How often each value occurs, null for events that have none. */
export type Values = Map<string | null, number>;

/** What is known of the events that are meant, field by field. */
export interface Sample {
  readonly values: ReadonlyMap<FacetField, Values>;
  /** Events that matched. */
  readonly matched: number;
  /** Whether there are more events than were read, and from when on all were. */
  readonly more: boolean;
  readonly oldest: number | null;
}

const COLUMNS: Record<FacetField, string> = {
  source: 'source',
  action: 'action',
  outcome: 'outcome',
  actor: 'actor_key',
  resource_type: 'resource_type',
  ip: 'ip',
  category: 'category',
};
const TEXTS: Partial<Record<FacetField, string>> = { ip: 'host(ip)', actor: 'actor_key::text' };

/** The newest events, read once for all fields. */
export async function sampleOf(ground: Ground, fields: readonly FacetField[]): Promise<Sample> {
  return read(ground, fields, (p) => newest(ground, columnsOf(fields), p));
}

const columnsOf = (fields: readonly FacetField[]): string[] => fields.map((field) => COLUMNS[field]);

interface SampleRow {
  readonly field: number;
  readonly value: string | null;
  readonly n: number;
  readonly oldest: Date | null;
}

/** The last row of all counts what was read, whether it matched or not. */
async function read(
  { client }: Ground,
  fields: readonly FacetField[],
  portionOf: (p: Parameters) => Portion,
): Promise<Sample> {
  const p = new Parameters();
  const { sql, bound } = portionOf(p);
  const { rows } = await client.query<SampleRow>(
    `WITH e AS MATERIALIZED (${sql}) ${groupsOf(fields)}
     SELECT -1 AS field, NULL AS value, count(*) FILTER (WHERE ok)::int AS n, NULL::timestamptz AS oldest FROM e
     UNION ALL SELECT -2, NULL, count(*)::int, min(occurred_at) FROM e`,
    p.values,
  );
  const row = (number: number): SampleRow | undefined => rows.find(({ field }) => field === number);
  return {
    values: new Map(fields.map((field, i) => [field, valuesOf(rows, i)])),
    matched: row(-1)?.n ?? 0,
    more: (row(-2)?.n ?? 0) > bound,
    oldest: row(-2)?.oldest?.getTime() ?? null,
  };
}

const groupsOf = (fields: readonly FacetField[]): string =>
  fields
    .map(
      (field, i) =>
        `SELECT ${i} AS field, ${TEXTS[field] ?? COLUMNS[field]} AS value, count(*)::int AS n, NULL::timestamptz AS oldest
           FROM e WHERE ok GROUP BY ${COLUMNS[field]} UNION ALL `,
    )
    .join('');

const valuesOf = (rows: readonly SampleRow[], field: number): Values =>
  new Map(rows.filter((row) => row.field === field).map(({ value, n }) => [value, n]));

/** The same of other portions, all of which must have been read to their end. */
export async function portionsOf(
  ground: Ground,
  fields: readonly FacetField[],
  portions: readonly ((columns: readonly string[], p: Parameters) => Portion)[],
): Promise<Sample[]> {
  const columns = columnsOf(fields);
  return Promise.all(portions.map((portion) => read(ground, fields, (p) => portion(columns, p))));
}
