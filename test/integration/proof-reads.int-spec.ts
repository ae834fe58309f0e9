import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { AuditRecorder } from '../../src/modules/audit/audit.recorder';
import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import { readTiles } from '../../src/modules/integrity/integrity.tiles';
import { EventProofs } from '../../src/modules/integrity/proofs/event-proofs';
import { queryOf } from '../../src/modules/integrity/proofs/query-of';
import { VerifierKeys } from '../../src/modules/integrity/proofs/verifier-keys';
import { planInclusion } from '../../src/modules/integrity/tree/proofs';
import { SystemClock } from '../../src/platform/clock/clock';
import { withRequest } from '../../src/platform/context/request-context';
import type { Principal, RequestRecord } from '../../src/platform/context/request-record';
import { Signing } from '../../src/platform/crypto/signing';
import { openExplainedPool, type ExplainedPool, type PlanNode } from '../support/explained-pool';
import { anEvent, openLog, type LogFixture } from '../support/log-fixture';
import { verifyInclusion } from '../support/rfc9162';
import { growTree, type Sealed } from '../support/sealed-tree';

const organizationId = randomUUID();
const LEAVES = 140_000;

/** Check 5 of issue 6 in what can be counted: a proof is one read of a handful of tiles, however large the tree. */
describe('what the proof of one event reads', () => {
  let log: LogFixture;
  let explained: ExplainedPool;
  let service: EventProofs;
  let sealed: Sealed;

  beforeAll(async () => {
    log = await openLog();
    explained = openExplainedPool(log.database.url);
    service = new EventProofs(
      new LogSnapshots(explained.pool),
      { describe: () => undefined } as unknown as AuditRecorder,
      new VerifierKeys(new Signing('a secret'), new SystemClock()),
    );
    const { privateKey: key } = generateKeyPairSync('ed25519');
    await log.writer.write(
      organizationId,
      Array.from({ length: 300 }, () => anEvent()),
    );
    const { rows } = await log.admin.pool.query<{ leaves: Buffer }>(
      `SELECT string_agg(leaf_hash, '' ORDER BY sequence) AS leaves FROM events WHERE organization_id = $1`,
      [organizationId],
    );
    const leaves = Buffer.concat([rows[0]?.leaves ?? Buffer.of(), randomBytes((LEAVES - 300) * 32)]);
    sealed = await growTree(log.admin.pool, organizationId, leaves, { origin: 'test/logs/one', key });
    // Others have theirs in the same table.
    await log.admin.pool.query(
      `INSERT INTO tree_tiles SELECT gen_random_uuid(), 0, n % 7, sha256(n::text::bytea) FROM generate_series(1, 40000) n`,
    );
    await log.admin.pool.query(
      `INSERT INTO checkpoints (organization_id, epoch, size, signed_at, root, note)
       SELECT $1, 1, n, now(), sha256('n'), 'older' FROM generate_series(1, 20000) n`,
      [organizationId],
    );
    await log.admin.pool.query('VACUUM (ANALYZE) tree_tiles, checkpoints, trees, events');
  }, 60_000);
  afterAll(async () => {
    await explained.pool.close();
    await log.close();
  });

  const proven = (sequence: number) =>
    withRequest({ principal: { organizationId } as Principal } as RequestRecord, () =>
      service.ofSequence(sequence),
    );
  const of = (nodes: readonly PlanNode[], table: RegExp): PlanNode[] =>
    nodes.filter((node) => table.test(node['Relation Name'] ?? ''));

  it.each([1, 257, 300, 65_536, 70_001, 131_072, LEAVES])(
    'reads the tiles of leaf %i once, by their key, and little else',
    async (sequence) => {
      const nodes = await explained.during(async () => {
        const { proof } = await proven(sequence);
        expect(proof.verdict).toBe(sequence <= 300 ? 'present' : 'missing');
        const path = proof.inclusion_proof.map((hash) => Buffer.from(hash, 'base64'));
        const leaf = Buffer.from(proof.leaf_hash, 'hex');
        expect(verifyInclusion(leaf, sequence - 1, LEAVES, path, sealed.root)).toBe(true);
      });
      // A kept record would be held against its tile; there is none.
      const tiles = of(nodes, /^tree_tiles$/).filter((node) => node['Actual Loops'] > 0);
      expect(tiles).toHaveLength(1);
      expect(tiles[0]?.['Index Name']).toBe('tree_tiles_pkey');
      expect((tiles[0]?.['Actual Rows'] ?? 0) * (tiles[0]?.['Actual Loops'] ?? 0)).toBe(
        planInclusion(sequence - 1, LEAVES).tiles.length,
      );
      expect(of(nodes, /^events_/).every((node) => node['Actual Rows'] <= 1)).toBe(true);
      expect(of(nodes, /^checkpoints$/)).toMatchObject([
        { 'Index Name': 'checkpoints_pkey', 'Actual Rows': 1 },
      ]);
    },
  );

  it('asks for at most eight tiles among ten million leaves, and ten among a million million', () => {
    const most = (size: number): number =>
      Math.max(
        ...Array.from(
          { length: 2_000 },
          (_, n) => planInclusion(Math.floor((size - 1) * (n / 1_999)), size).tiles.length,
        ),
      );
    expect(most(10_000_000)).toBeLessThanOrEqual(8);
    expect(most(10 ** 12)).toBeLessThanOrEqual(10);
  });

  it('cuts each tile to the width asked for, and leaves out what is not there', async () => {
    await log.app.inOrganization(organizationId, async (client) => {
      const read = (tiles: Parameters<typeof readTiles>[2]) =>
        readTiles(queryOf(client), organizationId, tiles);
      const tiles = await read([
        { level: 0, index: 0, width: 3 },
        { level: 1, index: 0, width: 256 },
        { level: 2, index: 0, width: 3 },
        { level: 0, index: 999, width: 1 },
      ]);
      expect(Object.fromEntries([...tiles].map(([key, hashes]) => [key, hashes.length / 32]))).toEqual({
        '0/0': 3,
        '1/0': 256,
      });
      expect(await read([])).toEqual(new Map());
    });
  });

  it('finds nothing of another organization', async () => {
    await log.app.inOrganization(randomUUID(), async (client) => {
      const tiles = await readTiles(queryOf(client), organizationId, [{ level: 0, index: 0, width: 1 }]);
      expect(tiles.size).toBe(0);
    });
  });
});
