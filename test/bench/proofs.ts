import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import type { AuditRecorder } from '../../src/modules/audit/audit.recorder';
import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import type { EventProof } from '../../src/modules/integrity/integrity.contract';
import { EventProofs } from '../../src/modules/integrity/proofs/event-proofs';
import { SEALING_LOCK } from '../../src/modules/integrity/sealing/seal-options';
import { VerifierKeys } from '../../src/modules/integrity/proofs/verifier-keys';
import { RetentionExpiry } from '../../src/modules/retention/retention.expiry';
import { withRequest } from '../../src/platform/context/request-context';
import type { Principal, RequestRecord } from '../../src/platform/context/request-record';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { DatabasePool } from '../../src/platform/database/pools';
import { Signing } from '../../src/platform/crypto/signing';
import { inTurn } from '../../src/platform/schedule/alone';
import { verifyInclusion } from '../support/rfc9162';
import { growTree } from '../support/sealed-tree';
import type { Bench } from './bench-context';
import { within, type Figure } from './figure';
import { fill } from './fill';
import type { Stage } from './stage';
import { interleave, quantile, timed } from './statistics';

const LEAVES = 10_000_000;
const BATCH = 65_536;
const PROOFS = 400;
const MOST_MS = 20;

/** The first so many leaves are of events; the others are made up, and what is proven of them is that their event is missing. */
const EVENTS = 2_000;

/** Check 5 of issue 6: the proof of a random leaf among ten million, as the service makes it, statements and all. */
export async function proofs({ stage }: Bench): Promise<Figure[]> {
  const organizationId = randomUUID();
  const origin = `bench/logs/${organizationId}`;
  const { privateKey: key } = generateKeyPairSync('ed25519');
  // The server's sealer is to leave the log alone: its tree will have more leaves than there are events.
  const planted = timed(() =>
    inTurn(stage.app, SEALING_LOCK, () => plant(stage, organizationId, { origin, key })),
  );
  const seconds = (await planted) / 1_000;
  await stage.admin.pool.query('VACUUM (ANALYZE) tree_tiles');
  const reads = new DatabasePool(applicationUrl(stage.url, stage.secret), 'bench-reads', 2, {
    pipeline: true,
  });
  const service = new EventProofs(
    new LogSnapshots(reads),
    { describe: () => undefined } as unknown as AuditRecorder,
    new VerifierKeys(new Signing(stage.secret), stage.clock),
  );
  const prove = async (sequence: number): Promise<number> => {
    const start = performance.now();
    const { proof } = await asIn(organizationId, () => service.ofSequence(sequence));
    const took = performance.now() - start;
    if (!holds(proof)) throw new Error(`the proof of ${sequence} proves nothing`);
    return took;
  };
  const times = await interleave(PROOFS, {
    bare: () => timed(() => reads.snapshot(organizationId, (client) => client.query('SELECT 1'))),
    present: () => prove(1 + Math.floor(Math.random() * EVENTS)),
    missing: () => prove(1 + EVENTS + Math.floor(Math.random() * (LEAVES - EVENTS))),
  });
  await reads.close();
  return [
    told('an event', times.bare, times.present, seconds),
    told('a leaf without event', times.bare, times.missing, seconds),
  ];
}

const told = (name: string, bare: readonly number[], of: readonly number[], seconds: number): Figure =>
  within(MOST_MS, {
    name: `proof of ${name} among ${LEAVES.toLocaleString('en')}, median`,
    unit: 'ms',
    limit: quantile(bare, 0.5),
    ours: quantile(of, 0.5),
    note: `limit: a transaction that reads nothing; 95 % within ${quantile(of, 0.95).toFixed(1)} ms; load ${loadavg()[0]?.toFixed(1)}; the tree grew in ${Math.round(seconds)} s`,
  });

function holds({ checkpoint, inclusion_proof, leaf_hash, leaf_index }: EventProof): boolean {
  const root = Buffer.from(checkpoint.split('\n')[2] ?? '', 'base64');
  const path = inclusion_proof.map((hash) => Buffer.from(hash, 'base64'));
  return verifyInclusion(Buffer.from(leaf_hash, 'hex'), leaf_index, LEAVES, path, root);
}

async function plant(
  stage: Stage,
  organizationId: string,
  options: Parameters<typeof growTree>[3],
): Promise<void> {
  const tenant = { id: organizationId, share: 1, days: 730, actors: 100, records: 1_000 };
  await fill(stage, [tenant], EVENTS, new RetentionExpiry(stage.app, stage.clock));
  const { admin } = stage;
  const { rows } = await admin.pool.query<{ leaves: Buffer }>(
    `SELECT string_agg(leaf_hash, '' ORDER BY sequence) AS leaves FROM events WHERE organization_id = $1`,
    [organizationId],
  );
  const real = rows[0]?.leaves ?? Buffer.of();
  for (let size = 0; size < LEAVES; size += BATCH) {
    const made = randomBytes(Math.min(BATCH, LEAVES - size) * 32);
    if (size === 0) made.set(real);
    await growTree(admin.pool, organizationId, made, { ...options, signedAt: new Date(size) });
  }
}

const asIn = <T>(organizationId: string, work: () => Promise<T>): Promise<T> =>
  withRequest({ principal: { organizationId } as Principal } as RequestRecord, work);
