import { randomUUID } from 'node:crypto';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { SealingState } from '../../src/modules/integrity/integrity.sealing-state';
import { Signing } from '../../src/platform/crypto/signing';
import { naiveRoot } from '../support/naive-tree';
import { startTestApp, type TestApp } from '../support/test-app';
import { append, leavesOf, newSealer, notesOf, readNote, treeOf } from '../support/test-sealing';

let test: TestApp;
let sealing: Sealing;

beforeAll(async () => {
  test = await startTestApp();
  sealing = test.app.get(Sealing, { strict: false });
});
afterAll(() => test.close());

/** The tree is that of RFC 9162 over the leaves as they are stored. */
async function expectSealed(organizationId: string): Promise<void> {
  const leaves = await leavesOf(test, organizationId);
  const tree = await treeOf(test, organizationId);
  expect(tree).toMatchObject({ size: leaves.length, root: naiveRoot(leaves).toString('base64'), refusal: null });
  const newest = readNote((await notesOf(test, organizationId)).at(-1) ?? '', [test.app.get(Signing).publicKey]);
  expect(newest).toMatchObject({ origin: tree?.origin, size: tree?.size, root: tree?.root, signedBy: [true] });
}

describe('sealing', () => {
  it('puts every event of a log into its tree, whatever came at once', async () => {
    const organizationId = randomUUID();
    for (const count of [1, 1, 253, 1, 1, 300, 700]) {
      await append(test, organizationId, count);
      await sealing.seal(organizationId);
      await expectSealed(organizationId);
    }
  });

  it('signs under the name of the log, and says when', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 3);
    await sealing.seal(organizationId);
    const [note = ''] = await notesOf(test, organizationId);
    const { origin, size, time } = readNote(note, [test.app.get(Signing).publicKey]);
    expect({ origin, size }).toEqual({ origin: `localhost/logs/${organizationId}`, size: 3 });
    expect(Math.abs((time ?? 0) - test.clock.now().getTime() / 1_000)).toBeLessThan(60);
  });

  it('signs nothing anew when nothing is new, but once an hour', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 3);
    await sealing.run();
    await sealing.seal(organizationId);
    await sealing.run();
    expect(await notesOf(test, organizationId)).toHaveLength(1);
    test.clock.advance(61 * 60_000);
    await sealing.run();
    const notes = await notesOf(test, organizationId);
    const [first, second] = notes.map((note) => readNote(note, [test.app.get(Signing).publicKey]));
    expect(notes).toHaveLength(2);
    expect(second).toMatchObject({ size: 3, root: first?.root });
    expect((second?.time ?? 0) - (first?.time ?? 0)).toBeGreaterThanOrEqual(3_600);
  });

  it('signs a busy log no more often than every two seconds', async () => {
    const organizationId = randomUUID();
    for (let tick = 0; tick < 8; tick++) {
      await append(test, organizationId, 1);
      test.clock.advance(1_000);
      await sealing.run();
    }
    expect((await notesOf(test, organizationId)).length).toBeLessThanOrEqual(5);
    test.clock.advance(2_000);
    await sealing.run();
    await expectSealed(organizationId);
  });

  it('takes a large backlog in batches, and many logs in one run', async () => {
    const logs = Array.from({ length: 60 }, () => randomUUID());
    for (const organizationId of logs) await append(test, organizationId, 20);
    await append(test, logs[0] as string, 1_000);
    await sealing.run({ batch: 128 });
    for (const organizationId of logs) await expectSealed(organizationId);
    expect((await notesOf(test, logs[0] as string)).length).toBeGreaterThanOrEqual(8);
  }, 60_000);

  it('reports that all is well', async () => {
    test.clock.advance(10_000);
    await sealing.run();
    expect(await test.app.get(SealingState, { strict: false }).report()).toEqual({
      state: 'ok',
      reasons: [],
      oldestUnsealedSeconds: 0,
      logsRefused: 0,
    });
  });

  it('knows what it signed when it is started again', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 300);
    await sealing.seal(organizationId);
    const other = newSealer(test);
    await append(test, organizationId, 10);
    await other.sealing.seal(organizationId);
    await expectSealed(organizationId);
    expect(other.memory.at(organizationId)?.size).toBe(310);
    await append(test, organizationId, 10);
    await sealing.seal(organizationId);
    await expectSealed(organizationId);
    await other.close();
  });
});
