import type { PoolClient } from 'pg';
import { explain } from '../checks/explanation';
import type { LogFacts } from '../facts/page-facts';
import { TILE_WIDTH } from '../facts/page-facts';
import type { Finding } from '../verification.contract';
import type { Findings } from './findings';
import { HASH_BYTES, type Leaves } from './leaves';
import type { PageCheck, Suspect } from './page-check';
import type { TreeWalk } from './tree-walk';

/** What is looked for in the whole tree, so many a page at most: it reads all of its lowest tiles. */
const MOST_SOUGHT = 4;

interface Scene {
  readonly check: PageCheck;
  readonly leaves: Leaves;
  readonly log: LogFacts;
  readonly findings: Findings;
  readonly tree: TreeWalk;
}

/** Says of each event of a page whose leaf is wrong what is wrong with it, as nearly as can be told. */
export async function explainSuspects(client: PoolClient, organizationId: string, scene: Scene): Promise<void> {
  let sought = 0;
  for (const suspect of scene.check.suspects) {
    const { sequence, leaf, stored } = suspect.reading;
    const tile = sequence <= (scene.log.tree?.size ?? 0) ? scene.leaves.tile(sequence) : stored;
    if (tile === null) continue;
    if (tile.equals(leaf)) scene.findings.ofEvent('altered', sequence, 'leaf_hash', 'the leaf hash in its row is not the one that was sealed');
    else if (tile.equals(stored)) scene.findings.add(changed(organizationId, suspect, tile, scene));
    else {
      const place = sought++ < MOST_SOUGHT ? await placeOf(client, organizationId, leaf) : null;
      scene.tree.suspect(place === null ? replaced(organizationId, suspect, tile, scene) : moved(sequence, place));
    }
  }
}

const moved = (sequence: number, place: number): Finding => ({
  kind: 'moved',
  first_sequence: sequence,
  last_sequence: sequence,
  field: 'sequence',
  says: `what stands here was sealed as #${place}`,
});

const changed = (organizationId: string, { reading }: Suspect, tile: Buffer, { check }: Scene): Finding => ({
  kind: 'altered',
  first_sequence: reading.sequence,
  last_sequence: reading.sequence,
  ...explain(organizationId, reading, tile, check.candidates),
});

/** Its leaf hash was changed with it, so that it agrees with itself. */
function replaced(organizationId: string, suspect: Suspect, tile: Buffer, scene: Scene): Finding {
  const { field, says, ...finding } = changed(organizationId, suspect, tile, scene);
  return { ...finding, field: `${field}, leaf_hash`, says: `${says}, and its leaf hash with it` };
}

const FIND = `SELECT t.index::float8 AS index, position($2 IN t.hashes) - 1 AS at FROM tree_tiles t
  WHERE t.organization_id = $1 AND t.level = 0 AND position($2 IN t.hashes) > 0 LIMIT 1`;

/** The sequence under which a leaf was sealed; null when it never was. */
async function placeOf(client: PoolClient, organizationId: string, leaf: Buffer): Promise<number | null> {
  const { rows } = await client.query<{ index: number; at: number }>(FIND, [organizationId, leaf]);
  const [found] = rows;
  return found && found.at % HASH_BYTES === 0 ? found.index * TILE_WIDTH + found.at / HASH_BYTES + 1 : null;
}
