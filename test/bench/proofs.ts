import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { AuditRecorder } from '../../src/modules/audit/audit.recorder';
import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import { EventProofs } from '../../src/modules/integrity/proofs/event-proofs';
import { VerifierKeys } from '../../src/modules/integrity/proofs/verifier-keys';
import { withRequest } from '../../src/platform/context/request-context';
import type { Principal, RequestRecord } from '../../src/platform/context/request-record';
import { Signing } from '../../src/platform/crypto/signing';
import { verifyInclusion } from '../support/rfc9162';
import { growTree } from '../support/sealed-tree';
import type { Bench } from './bench-context';
import { within, type Figure } from './figure';
import type { Stage } from './stage';
import { quantile, timed } from './statistics';

const LEAVES = 10_000_000;
const BATCH = 65_536;
const PROOFS = 400;
const MOST_MS = 20;

/**
 * Check 5 of issue 6: the proof of a random leaf among ten million, as the service makes it, statements and all. The leaves are made up: no
 * event has them, so that the event itself, one look-up by its key, is looked for in vain.
 */
export async function proofs({ stage }: Bench): Promise<Figure[]> {
  const organizationId = randomUUID();
  const origin = `bench/logs/${organizationId}`;
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const seconds = (await timed(() => plant(stage, organizationId, { origin, key }))) / 1_000;
  await stage.admin.pool.query('VACUUM (ANALYZE) tree_tiles');
  const service = new EventProofs(
    new LogSnapshots(stage.app),
    { describe: () => undefined } as unknown as AuditRecorder,
    new VerifierKeys(new Signing(stage.secret), stage.clock),
  );
  const times: number[] = [];
  for (let n = 0; n < PROOFS; n++) {
    const sequence = 1 + Math.floor(Math.random() * LEAVES);
    const start = performance.now();
    const { proof } = await asIn(organizationId, () => service.ofSequence(sequence));
    times.push(performance.now() - start);
    const root = Buffer.from(proof.checkpoint.split('\n')[2] ?? '', 'base64');
    const path = proof.inclusion_proof.map((hash) => Buffer.from(hash, 'base64'));
    if (!verifyInclusion(Buffer.from(proof.leaf_hash, 'hex'), sequence - 1, LEAVES, path, root))
      throw new Error(`the proof of ${sequence} proves nothing`);
  }
  return [
    within(MOST_MS, {
      name: `proof of a random event among ${LEAVES.toLocaleString('en')}, median`,
      unit: 'ms',
      limit: null,
      ours: quantile(times, 0.5),
      note: `99 % within ${quantile(times, 0.99).toFixed(1)} ms; the tree grew in ${Math.round(seconds)} s`,
    }),
  ];
}

async function plant(
  { admin }: Stage,
  organizationId: string,
  options: Parameters<typeof growTree>[3],
): Promise<void> {
  for (let size = 0; size < LEAVES; size += BATCH) {
    const leaves = randomBytes(Math.min(BATCH, LEAVES - size) * 32);
    await growTree(admin.pool, organizationId, leaves, { ...options, signedAt: new Date(size) });
  }
}

const asIn = <T>(organizationId: string, work: () => Promise<T>): Promise<T> =>
  withRequest({ principal: { organizationId } as Principal } as RequestRecord, work);
