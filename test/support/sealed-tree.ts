import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { checkpointText } from '../../src/modules/integrity/notes/checkpoint';
import { formatNote, signatureOf } from '../../src/modules/integrity/notes/signed-note';
import { ED25519 } from '../../src/modules/integrity/notes/verifier-key';
import { edgeOf, grow } from '../../src/modules/integrity/tree/growth';
import { tileKey } from '../../src/modules/integrity/tree/tiles';

/** What the superuser's pools and clients have in common. */
interface Queries {
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

export interface Sealed {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
}

const KEPT = `SELECT h.level, h.index, h.hashes FROM unnest($2::smallint[], $3::bigint[]) w (level, index)
  JOIN tree_tiles h ON h.organization_id = $1 AND h.level = w.level AND h.index = w.index`;

/**
 * Grows the tree of a log by leaves and signs a checkpoint, with the rights of a database owner: a stand-in for the sealer, for trees of
 * leaves that no event has.
 */
export async function growTree(
  pool: Queries,
  organizationId: string,
  leaves: Uint8Array,
  { origin, key, signedAt = new Date() }: { origin: string; key: KeyObject; signedAt?: Date },
): Promise<Sealed> {
  const { rows: trees } = await pool.query('SELECT size FROM trees WHERE organization_id = $1', [
    organizationId,
  ]);
  const size = Number(trees[0]?.size ?? 0);
  const wanted = edgeOf(size);
  const { rows } = await pool.query(KEPT, [
    organizationId,
    wanted.map(({ level }) => level),
    wanted.map(({ index }) => index),
  ]);
  const edge = new Map(
    rows.map((row) => [
      tileKey({ level: row.level as number, index: Number(row.index) }),
      row.hashes as Buffer,
    ]),
  );
  const grown = grow(size, edge, leaves);
  await pool.query(
    `INSERT INTO tree_tiles (organization_id, level, index, hashes)
     SELECT $1, w.level, w.index, w.hashes FROM unnest($2::smallint[], $3::bigint[], $4::bytea[]) w (level, index, hashes)
     ON CONFLICT (organization_id, level, index) DO UPDATE SET hashes = excluded.hashes`,
    [
      organizationId,
      grown.changed.map(({ level }) => level),
      grown.changed.map(({ index }) => index),
      grown.changed.map(({ hashes }) => hashes),
    ],
  );
  const note = signedNote({ origin, size: grown.size, root: grown.root }, key);
  await pool.query(
    `INSERT INTO trees (organization_id, origin, size, root, sealed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (organization_id) DO UPDATE SET size = excluded.size, root = excluded.root, sealed_at = excluded.sealed_at`,
    [organizationId, origin, grown.size, grown.root, signedAt],
  );
  await pool.query(
    'INSERT INTO checkpoints (organization_id, size, signed_at, epoch, root, note) VALUES ($1, $2, $3, 1, $4, $5)',
    [organizationId, grown.size, signedAt, grown.root, note],
  );
  return { size: grown.size, root: grown.root, note };
}

export function signedNote(
  checkpoint: { origin: string; size: number; root: Buffer },
  key: KeyObject,
): string {
  const text = checkpointText(checkpoint);
  const signature = sign(null, Buffer.from(text), key);
  return formatNote(text, [signatureOf(checkpoint.origin, ED25519, rawPublicKey(key), signature)]);
}

/** The 32 bytes of an ed25519 key. */
export const rawPublicKey = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12);
