import { grow } from '../../src/modules/integrity/tree/growth';
import type { TestApp } from './test-app';
import { storedLeaf } from './tombstones';

/**
 * What a database's owner does who knows how Daybook works: recomputes the leaf of a row that he changed and writes it into the row, and as
 * deep as is asked for. The signature of a checkpoint is what he cannot make.
 */
export async function coverUp(
  test: TestApp,
  id: string,
  sequence: number,
  depth: 'row' | 'tile' | 'tree' | 'checkpoint',
): Promise<void> {
  const sql = async <T>(text: string, ...values: unknown[]): Promise<T[]> =>
    (await test.superuser.query(text, values)).rows as T[];
  const [row] = await sql('SELECT * FROM events WHERE organization_id = $1 AND sequence = $2', id, sequence);
  const leaf = storedLeaf(row as never);
  await sql(
    'UPDATE events SET leaf_hash = $3 WHERE organization_id = $1 AND sequence = $2',
    id,
    sequence,
    leaf,
  );
  if (depth === 'row') return;
  await sql(
    `UPDATE tree_tiles SET hashes = overlay(hashes placing $3 from $4) WHERE organization_id = $1 AND level = 0 AND index = $2`,
    id,
    Math.floor((sequence - 1) / 256),
    leaf,
    1 + 32 * ((sequence - 1) % 256),
  );
  if (depth === 'tile') return;
  const root = await regrow(sql, id);
  if (depth === 'tree') return;
  await sql(
    `UPDATE checkpoints SET root = $2, note = replace(note, encode(root, 'base64'), encode($2, 'base64')) WHERE organization_id = $1`,
    id,
    root,
  );
}

type Sql = <T>(text: string, ...values: unknown[]) => Promise<T[]>;

/** Every tile and the root, of the leaves as they are now. */
async function regrow(sql: Sql, id: string): Promise<Buffer> {
  const leaves = await sql<{ leaf_hash: Buffer }>(
    'SELECT leaf_hash FROM events WHERE organization_id = $1 ORDER BY sequence',
    id,
  );
  const { changed, root } = grow(0, new Map(), Buffer.concat(leaves.map(({ leaf_hash }) => leaf_hash)));
  for (const { level, index, hashes } of changed)
    await sql(
      'UPDATE tree_tiles SET hashes = $4 WHERE organization_id = $1 AND level = $2 AND index = $3',
      id,
      level,
      index,
      hashes,
    );
  await sql('UPDATE trees SET root = $2 WHERE organization_id = $1', id, root);
  return root;
}
