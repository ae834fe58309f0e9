import type { Query } from '../integrity.query';

/** A checkpoint that was signed. `root`: 32 bytes; `note`: what was signed, with its signatures. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly signedAt: Date;
  readonly epoch: number;
}

interface CheckpointRow {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
  readonly signed_at: Date;
  readonly epoch: number;
}

/** Those of the epoch in force: an earlier one may be of a history that a restore has undone. */
const CURRENT = `
  SELECT c.size, c.root, c.note, c.signed_at, c.epoch FROM checkpoints c
   WHERE c.organization_id = $1 AND c.epoch = (SELECT t.epoch FROM trees t WHERE t.organization_id = $1)`;

/** The newest. Null before the log was sealed for the first time. */
export const latestCheckpoint = (query: Query, organizationId: string): Promise<StoredCheckpoint | null> =>
  first(query, `${CURRENT} ORDER BY c.size DESC, c.signed_at DESC LIMIT 1`, [organizationId]);

/** The oldest that has the event of this sequence. Null before it was sealed. */
export const coveringCheckpoint = (
  query: Query,
  organizationId: string,
  sequence: number,
): Promise<StoredCheckpoint | null> =>
  first(query, `${CURRENT} AND c.size >= $2 ORDER BY c.size, c.signed_at LIMIT 1`, [
    organizationId,
    sequence,
  ]);

/** The oldest kept for a tree of exactly so many leaves: an older size is served if it was signed. */
export const signedAtSize = (
  query: Query,
  organizationId: string,
  size: number,
): Promise<StoredCheckpoint | null> =>
  first(query, `${CURRENT} AND c.size = $2 ORDER BY c.signed_at LIMIT 1`, [organizationId, size]);

export type Place = Pick<StoredCheckpoint, 'epoch' | 'size' | 'signedAt'>;

/** Of all epochs, those on one side of a place: the newest of what is older (`DESC`), or the oldest of what is newer (`ASC`). */
export async function checkpointsBeside(
  query: Query,
  organizationId: string,
  beside: Place | null,
  order: 'ASC' | 'DESC',
  limit: number,
): Promise<StoredCheckpoint[]> {
  const bound = `AND (c.epoch, c.size, c.signed_at) ${order === 'ASC' ? '>' : '<'} ($3::integer, $4::bigint, $5::timestamptz)`;
  const rows = await query(
    `SELECT c.size, c.root, c.note, c.signed_at, c.epoch FROM checkpoints c WHERE c.organization_id = $1 ${beside ? bound : ''}
      ORDER BY c.epoch ${order}, c.size ${order}, c.signed_at ${order} LIMIT $2`,
    [organizationId, limit, ...(beside ? [beside.epoch, beside.size, beside.signedAt] : [])],
  );
  return (rows as unknown as CheckpointRow[]).map(toCheckpoint);
}

async function first(
  query: Query,
  sql: string,
  values: readonly unknown[],
): Promise<StoredCheckpoint | null> {
  const [row] = (await query(sql, values)) as unknown as CheckpointRow[];
  return row ? toCheckpoint(row) : null;
}

const toCheckpoint = (row: CheckpointRow): StoredCheckpoint => ({
  size: Number(row.size),
  root: row.root,
  note: row.note,
  signedAt: row.signed_at,
  epoch: row.epoch,
});
