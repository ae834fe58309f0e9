import { randomUUID, createPublicKey, verify } from 'node:crypto';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { SealingState } from '../../src/modules/integrity/integrity.sealing-state';
import { SigningKeys } from '../../src/modules/integrity/integrity.signing-keys';
import { NoteSigner } from '../../src/modules/integrity/keys/note-signer';
import { LogPreparation } from '../../src/modules/integrity/sealing/log-preparation';
import { LogRefusals } from '../../src/modules/integrity/sealing/log-refusals';
import { SealConditions } from '../../src/modules/integrity/sealing/seal-conditions';
import { SealMemory } from '../../src/modules/integrity/sealing/seal-memory';
import { SealRound } from '../../src/modules/integrity/sealing/seal-round';
import { SignedBefore } from '../../src/modules/integrity/sealing/signed-before';
import { TreeStore } from '../../src/modules/integrity/sealing/tree-store';
import { Signing } from '../../src/platform/crypto/signing';
import { DatabasePool } from '../../src/platform/database/pools';
import { Log } from '../../src/platform/log/log';
import { anEvent } from './log-fixture';
import { naiveRoot } from './naive-tree';
import type { TestApp } from './test-app';

/** A sealer as a process of its own would have it, with its memory under `directory`. */
export interface TestSealer {
  readonly sealing: Sealing;
  readonly state: SealingState;
  readonly memory: SealMemory;
  readonly preparation: LogPreparation;
  readonly store: TreeStore;
  close(): Promise<void>;
}

export function newSealer(test: TestApp, directory = test.settings.dataDirectory): TestSealer {
  const pool = new DatabasePool(test.settings.database.url, 'test-sealer', 4);
  const [keys, signing] = [test.app.get(SigningKeys, { strict: false }), test.app.get(Signing)];
  const log = new Log('silent');
  const store = new TreeStore(pool);
  const memory = new SealMemory(directory);
  const state = new SealingState(pool, keys, test.clock);
  const refusals = new LogRefusals(store, memory, test.clock, log, test.settings);
  const preparation = new LogPreparation(
    store,
    memory,
    new SignedBefore(pool, signing, log),
    new NoteSigner(signing),
    test.clock,
    test.settings,
  );
  const round = new SealRound(preparation, memory, store, refusals, log);
  const conditions = new SealConditions(keys, memory, state, log);
  const sealing = new Sealing(pool, conditions, refusals, store, round, test.clock);
  return { sealing, state, memory, preparation, store, close: () => pool.close() };
}

/** Appends events to a log, which may be new. */
export async function append(test: TestApp, organizationId: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => anEvent({ id: randomUUID() }));
  await test.app.get(EventWriter, { strict: false }).write(organizationId, events);
}

export interface Tree {
  readonly origin: string;
  readonly epoch: number;
  readonly size: number;
  readonly root: string;
  readonly refusal: string | null;
}

/** As the superuser sees it; undefined when the log was never sealed. */
export async function treeOf(test: TestApp, organizationId: string): Promise<Tree | undefined> {
  const { rows } = await test.superuser.query<Tree>(
    `SELECT origin, epoch, size::int, encode(root, 'base64') AS root, refusal FROM trees WHERE organization_id = $1`,
    [organizationId],
  );
  return rows[0];
}

export async function notesOf(test: TestApp, organizationId: string): Promise<string[]> {
  const { rows } = await test.superuser.query<{ note: string }>(
    'SELECT note FROM checkpoints WHERE organization_id = $1 ORDER BY signed_at, size',
    [organizationId],
  );
  return rows.map(({ note }) => note);
}

/** The leaf hashes of a log, by their numbers. */
export async function leavesOf(test: TestApp, organizationId: string): Promise<Buffer[]> {
  const { rows } = await test.superuser.query<{ leaf_hash: Buffer }>(
    'SELECT leaf_hash FROM events WHERE organization_id = $1 ORDER BY sequence',
    [organizationId],
  );
  return rows.map(({ leaf_hash }) => leaf_hash);
}

/** The tree is that of RFC 9162 over the leaves as they are stored, and the newest note says so, signed. */
export async function expectSealed(test: TestApp, organizationId: string): Promise<void> {
  const leaves = await leavesOf(test, organizationId);
  const tree = await treeOf(test, organizationId);
  const root = naiveRoot(leaves).toString('base64');
  expect(tree).toMatchObject({ size: leaves.length, root, refusal: null });
  const note = (await notesOf(test, organizationId)).at(-1) ?? '';
  const { time, ...newest } = readNote(note, [test.app.get(Signing).publicKey]);
  expect(newest).toEqual({ origin: tree?.origin, size: leaves.length, root, signedBy: [true] });
  expect(time).not.toBeNull();
}

/** What a note says, read by nothing of ours: C2SP signed-note by node:crypto alone. `signedBy`: ed25519 keys (raw) that signed its text. */
export function readNote(note: string, keys: readonly Buffer[]) {
  const cut = note.indexOf('\n\n');
  const text = note.slice(0, cut + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  const signatures = note
    .slice(cut + 2)
    .trimEnd()
    .split('\n')
    .map((line) => Buffer.from(line.split(' ')[2] ?? '', 'base64').subarray(4));
  const by = (key: Buffer, bytes: Buffer, signature: Buffer): boolean =>
    verify(
      null,
      bytes,
      createPublicKey({
        key: { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') },
        format: 'jwk',
      }),
      signature,
    );
  const plain = signatures.filter(({ length }) => length === 64);
  const stamped = signatures.find(({ length }) => length === 72);
  const time = Number(stamped?.readBigUInt64BE(0));
  const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
  return {
    origin,
    size: Number(size),
    root,
    signedBy: keys.map((key) => plain.some((signature) => by(key, Buffer.from(text), signature))),
    time: stamped && keys.some((key) => by(key, message, stamped.subarray(8))) ? time : null,
  };
}
