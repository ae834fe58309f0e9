import type { EntityManager } from 'typeorm';
import type { PartName } from '../../audit/audit.tombstones';

/** Events of which the same parts go: by their numbers, ascending. */
export interface Group {
  readonly parts: readonly PartName[];
  readonly sequences: readonly number[];
}

const MOST_RANGES = 10_000;

const INSERT = `INSERT INTO erasure_windows (organization_id, erasure_id, number, parts, sequences, events)
  SELECT $1, $2, $3 + (s.place - 1) / $6::bigint, $4, range_agg(int8range(s.sequence, s.sequence, '[]')), count(*)
    FROM unnest($5::bigint[]) WITH ORDINALITY AS s (sequence, place) GROUP BY 3`;

const RANGES = `SELECT lower(r) AS first, upper(r) - 1 AS last
    FROM unnest((SELECT range_agg(w.sequences) FROM erasure_windows w WHERE w.organization_id = $1 AND w.erasure_id = $2)) AS r`;

/** Keeps which events an erasure is about, and says how they are told: their stretches, counted, and the hash over all of them. */
export async function storeWindows(
  manager: EntityManager,
  organizationId: string,
  erasureId: string,
  groups: readonly Group[],
  size: number,
): Promise<{ rangeCount: number; rangesSha256: string }> {
  let number = 0;
  for (const { parts, sequences } of groups) {
    await manager.query(INSERT, [organizationId, erasureId, number, parts.join(','), sequences, size]);
    number += Math.ceil(sequences.length / size);
  }
  const rows: [{ count: number; sha256: string }] = await manager.query(
    `SELECT count(*)::int AS count,
            encode(sha256(convert_to('[' || coalesce(string_agg(format('[%s,%s]', first, last), ',' ORDER BY first), '') || ']', 'UTF8')), 'hex') AS sha256
       FROM (${RANGES}) AS ranges`,
    [organizationId, erasureId],
  );
  return { rangeCount: rows[0].count, rangesSha256: rows[0].sha256 };
}

/**
 * The SHA-256, in hex, of [[number,"parts","sequences"],…] of all windows: which parts go of which events, as the event that announces it
 * states it. A verification holds the windows against it, and tombstones against the windows.
 */
export async function windowsSha256(
  manager: EntityManager,
  organizationId: string,
  erasureId: string,
): Promise<string> {
  const rows: [{ sha256: string }] = await manager.query(
    `SELECT encode(sha256(convert_to('[' || coalesce(string_agg(format('[%s,"%s","%s"]', w.number, w.parts, w.sequences), ',' ORDER BY w.number), '') || ']', 'UTF8')), 'hex') AS sha256
       FROM erasure_windows w WHERE w.organization_id = $1 AND w.erasure_id = $2`,
    [organizationId, erasureId],
  );
  return rows[0].sha256;
}

/** Null where there are too many to be sent. */
export async function rangesOf(
  manager: EntityManager,
  organizationId: string,
  erasureId: string,
): Promise<[number, number][] | null> {
  const rows: { first: string; last: string }[] = await manager.query(
    `${RANGES} ORDER BY 1 LIMIT ${MOST_RANGES + 1}`,
    [organizationId, erasureId],
  );
  if (rows.length > MOST_RANGES) return null;
  return rows.map(({ first, last }) => [Number(first), Number(last)]);
}
