import type { PoolClient } from 'pg';
import type { KnownKeys } from './known-keys';
import type { CheckpointFact } from './page-facts';

export interface SignedRoot {
  readonly size: number;
  readonly root: Buffer;
}

/** What a checkpoint has to be signed as, in which epoch: the origin in force ends with its epoch, unless that is the first. */
export function originIn(tree: { readonly origin: string; readonly epoch: number }, epoch: number): string {
  const suffix = `/${tree.epoch}`;
  const base = tree.epoch > 1 && tree.origin.endsWith(suffix) ? tree.origin.slice(0, -suffix.length) : tree.origin;
  return epoch > 1 ? `${base}/${epoch}` : base;
}

/** What is wrong with a checkpoint by itself; null when nothing is. */
export function faultOfCheckpoint({ size, root, epoch, note, signedAt }: CheckpointFact, tree: { origin: string; epoch: number }, keys: KnownKeys): string | null {
  const origin = originIn(tree, epoch);
  if (!note.startsWith(`${origin}\n${size}\n${root.toString('base64')}\n\n`)) return 'its note says something else than its row';
  return keys.faultOf(note, origin, signedAt);
}

const NEWEST = `SELECT c.size::float8 AS size, c.root, c.epoch, c.note, c.signed_at AS "signedAt", t.origin, t.epoch AS "treeEpoch"
  FROM checkpoints c JOIN trees t ON t.organization_id = c.organization_id AND t.epoch = c.epoch
 WHERE c.organization_id = $1 ORDER BY c.size DESC, c.signed_at DESC LIMIT 20`;

/** The largest tree of the epoch in force that is well signed; null where there is none. */
export async function newestSigned(client: PoolClient, organizationId: string, keys: KnownKeys): Promise<SignedRoot | null> {
  const { rows } = await client.query<CheckpointFact & { origin: string; treeEpoch: number }>(NEWEST, [organizationId]);
  const good = rows.find(({ origin, treeEpoch, ...row }) => faultOfCheckpoint(row, { origin, epoch: treeEpoch }, keys) === null);
  return good ? { size: good.size, root: good.root } : null;
}
