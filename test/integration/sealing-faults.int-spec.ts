import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogEpochs } from '../../src/modules/integrity/integrity.log-epochs';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { SealingState } from '../../src/modules/integrity/integrity.sealing-state';
import { SigningKeys } from '../../src/modules/integrity/integrity.signing-keys';
import type { Prepared } from '../../src/modules/integrity/sealing/log-preparation';
import type { SealStep } from '../../src/modules/integrity/sealing/seal-options';
import { Signing } from '../../src/platform/crypto/signing';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import { naiveRoot } from '../support/naive-tree';
import { startTestApp, type TestApp } from '../support/test-app';
import {
  append,
  expectSealed,
  leavesOf,
  newSealer,
  notesOf,
  readNote,
  treeOf,
} from '../support/test-sealing';

let test: TestApp;
let sealing: Sealing;
let state: SealingState;

beforeAll(async () => {
  test = await startTestApp();
  sealing = test.app.get(Sealing, { strict: false });
  state = test.app.get(SealingState, { strict: false });
});
afterAll(() => test.close());

/** Logs that are refused, or that two sealers fought over, concern their own test alone. */
afterEach(async () => {
  for (const table of ['log_heads', 'trees', 'tree_tiles', 'checkpoints', 'purged_leaves'])
    await sql(`DELETE FROM ${table} WHERE organization_id <> $1`, [PLATFORM_LOG_ID]);
  await sql('DROP SCHEMA IF EXISTS saved CASCADE');
});

const sql = async (text: string, values: unknown[] = []): Promise<void> =>
  void (await test.superuser.query(text, values));

/** Puts the log and its tree back to an earlier state, as a restored backup would. */
async function setBack(organizationId: string, size: number): Promise<() => Promise<void>> {
  const tables = ['events', 'log_heads', 'trees', 'tree_tiles', 'checkpoints'];
  await sql('CREATE SCHEMA saved');
  for (const table of tables)
    await sql(
      `CREATE TABLE saved.${table} AS SELECT * FROM ${table} WHERE organization_id = '${organizationId}'`,
    );
  expect((await treeOf(test, organizationId))?.size).toBe(size);
  return async () => {
    for (const table of tables) {
      await sql(`DELETE FROM ${table} WHERE organization_id = $1`, [organizationId]);
      await sql(`INSERT INTO ${table} SELECT * FROM saved.${table}`);
    }
  };
}

const later = async (): Promise<void> => {
  test.clock.advance(61_000);
  await sealing.run();
};

describe('a sealer that dies', () => {
  it.each<[SealStep, number]>([
    ['prepared', 1],
    ['remembered', 1],
    ['written', 1],
    ['prepared', 3],
    ['remembered', 2],
    ['written', 3],
  ])('when it has %s for the %ith time leaves logs that seal and verify', async (step, time) => {
    const logs = [randomUUID(), randomUUID(), randomUUID()];
    for (const organizationId of logs) await append(test, organizationId, 300);
    let count = 0;
    const dying = newSealer(test);
    const death = dying.sealing.run({
      batch: 200,
      onStep: (at) => {
        if (at === step && ++count === time) throw new Error('killed');
      },
    });
    await expect(death).rejects.toThrow('killed');
    await dying.close();

    for (const organizationId of logs) await append(test, organizationId, 7);
    test.clock.advance(3_000);
    await sealing.run();
    for (const organizationId of logs) await expectSealed(test, organizationId);
    expect(await state.report()).toMatchObject({ state: 'ok', logsRefused: 0 });
  });

  it('more than once before anything is written has promised nothing that does not come true', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 1_000);
    for (const batch of [300, 100, 700]) {
      const dying = newSealer(test);
      const onStep = (at: SealStep): void => {
        if (at === 'remembered') throw new Error('killed');
      };
      await expect(dying.sealing.run({ batch, onStep })).rejects.toThrow('killed');
      await dying.close();
    }
    await sealing.run({ batch: 64 });
    await expectSealed(test, organizationId);
  });
});

describe('two sealers (F20)', () => {
  it('make one tree, whoever is faster', async () => {
    const logs = [randomUUID(), randomUUID()];
    const other = newSealer(test);
    let sealed = 0;
    for (let round = 0; round < 50; round++) {
      test.clock.advance(2_000);
      const appends = Promise.all(
        logs.map((organizationId) => append(test, organizationId, 1 + (round % 5))),
      );
      const counts = await Promise.all([sealing.run({ batch: 2 }), other.sealing.run({ batch: 3 })]);
      await appends;
      sealed += counts[0] + counts[1];
    }
    test.clock.advance(2_000);
    sealed += await sealing.run();
    for (const organizationId of logs) await expectSealed(test, organizationId);
    const events = await Promise.all(logs.map((organizationId) => leavesOf(test, organizationId)));
    expect(sealed).toBeGreaterThanOrEqual(events.flat().length);
    await other.close();
  }, 60_000);

  it('without the lock, as when a connection is lost: the tree moves for one of them only', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 10);
    const [one, other] = [newSealer(test), newSealer(test)];
    await one.memory.open();
    const first = (await one.preparation.prepare(organizationId, 10, true)) as Prepared;
    await append(test, organizationId, 5);
    const second = (await other.preparation.prepare(organizationId, 100, true)) as Prepared;
    expect(await one.store.extend(organizationId, first.extension)).toBe(true);
    expect(await other.store.extend(organizationId, second.extension)).toBe(false);
    expect((await treeOf(test, organizationId))?.size).toBe(10);
    await sealing.seal(organizationId);
    await expectSealed(test, organizationId);
    await Promise.all([one.close(), other.close()]);
  });
});

describe('a database that was set back (F23)', () => {
  it('is refused and named, while others go on, until an operator opens an epoch', async () => {
    const [organizationId, neighbour] = [randomUUID(), randomUUID()];
    await append(test, organizationId, 40);
    await append(test, neighbour, 3);
    await sealing.run();
    const restore = await setBack(organizationId, 40);
    await append(test, organizationId, 30);
    test.clock.advance(3_000);
    await sealing.run();
    await expectSealed(test, organizationId);

    await restore();
    await append(test, neighbour, 3);
    await later();
    const refusal = 'it was signed up to event 70, and the database ends at 40: it was set back';
    expect((await treeOf(test, organizationId))?.refusal).toBe(refusal);
    expect(await state.report()).toMatchObject({
      state: 'behind',
      logsRefused: 1,
      reasons: [expect.stringContaining(`${organizationId}: ${refusal}`)],
    });
    await expectSealed(test, neighbour);

    // New events, as many as there were: still not those that were signed.
    await append(test, organizationId, 50);
    await later();
    expect(await treeOf(test, organizationId)).toMatchObject({
      size: 40,
      refusal: 'its first 70 events are not those that were signed',
    });

    const epochs = test.app.get(LogEpochs, { strict: false });
    const opened = await epochs.open(organizationId, 'the disk died, we restored the backup of the night');
    expect(opened).toEqual({ epoch: 2, origin: `localhost/logs/${organizationId}/2`, size: 40 });
    await sealing.run();
    await expectSealed(test, organizationId);
    expect(await state.report()).toMatchObject({ logsRefused: 0 });
    for (const log of [organizationId, PLATFORM_LOG_ID]) {
      const event = (await test.events(log)).find(({ action }) => action === 'log.epoch_opened');
      expect(event?.details).toMatchObject({ epoch: 2, reason: expect.stringContaining('the disk died') });
    }
    await expect(epochs.open(organizationId, 'again')).rejects.toMatchObject({ code: 'log.not_refused' });
  });

  it('cannot open an epoch itself', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 5);
    await sealing.run();
    await sql(
      `UPDATE trees SET epoch = 2, origin = origin || '/2', sealed_at = 'epoch' WHERE organization_id = $1`,
      [organizationId],
    );
    await later();
    expect((await treeOf(test, organizationId))?.refusal).toBe(
      'it was last signed in epoch 1, and the database says epoch 2',
    );
  });

  it('is refused by a sealer that has lost its memory, when the tree is not what was signed', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 300);
    await sealing.run();
    const elsewhere = mkdtempSync(join(tmpdir(), 'daybook-seals-'));
    // Without the key: leaf, tile and root rewritten, and a note of another root put in place.
    await sql(
      `UPDATE tree_tiles SET hashes = overlay(hashes PLACING sha256('x') FROM 1 FOR 32) WHERE level = 0 AND index = 1 AND organization_id = $1`,
      [organizationId],
    );
    const other = newSealer(test, elsewhere);
    await append(test, organizationId, 1);
    await other.sealing.seal(organizationId);
    expect((await treeOf(test, organizationId))?.refusal).toBe(
      'its tiles do not give the root over its 300 leaves',
    );
    await other.close();
    rmSync(elsewhere, { recursive: true });
  });

  it('with damaged tiles is sealed from its first event again in a new epoch', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 600);
    await sealing.run();
    await sql('DELETE FROM tree_tiles WHERE organization_id = $1 AND level = 0 AND index = 2', [
      organizationId,
    ]);
    await append(test, organizationId, 1);
    await later();
    expect((await treeOf(test, organizationId))?.refusal).toContain('tiles');
    const opened = await test.app.get(LogEpochs, { strict: false }).open(organizationId, 'tiles were lost');
    expect(opened.size).toBe(0);
    await sealing.run({ batch: 100 });
    await expectSealed(test, organizationId);
  });
});

describe('a log with a gap', () => {
  it('is refused and named, and no epoch goes over it', async () => {
    const [organizationId, neighbour] = [randomUUID(), randomUUID()];
    await append(test, organizationId, 10);
    await append(test, neighbour, 2);
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence = 4', [organizationId]);
    await sealing.run();
    expect(await treeOf(test, organizationId)).toMatchObject({ size: 0, refusal: 'event 4 is missing' });
    await expectSealed(test, neighbour);
    await expect(
      test.app.get(LogEpochs, { strict: false }).open(organizationId, 'go on'),
    ).rejects.toMatchObject({ code: 'log.event_missing' });
  });

  it('is none where a purge kept the leaves of what was never sealed', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 10);
    const leaves = await leavesOf(test, organizationId);
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence BETWEEN 3 AND 6', [organizationId]);
    await sql('INSERT INTO purged_leaves VALUES ($1, $2, 2, 6, $3)', [
      organizationId,
      '2026-01-01',
      Buffer.concat(leaves.slice(1, 6)),
    ]);
    await sealing.run();
    expect(await treeOf(test, organizationId)).toMatchObject({
      size: 10,
      root: naiveRoot(leaves).toString('base64'),
    });
  });
});

describe('a key that cannot be read (F21)', () => {
  it('stops sealing, says what to do, and lets appends go on', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 3);
    await sealing.run();
    await sql(`INSERT INTO signing_keys VALUES (2, sha256('not of this secret'), now(), NULL)`);
    await append(test, organizationId, 3);
    test.clock.advance(60_000);
    expect(await sealing.run()).toBe(0);
    expect((await treeOf(test, organizationId))?.size).toBe(3);
    const report = await state.report();
    expect(report).toMatchObject({ state: 'stopped', logsRefused: 0 });
    expect(report.oldestUnsealedSeconds).toBeGreaterThanOrEqual(59);
    expect(report.reasons[0]).toMatch(/generation 2 .*DAYBOOK_SECRET/s);
    const { body } = await test.anonymous.get('/v1/signing-keys').expect(200);
    expect((body as { data: { generation: number }[] }).data.map(({ generation }) => generation)).toEqual([
      1,
    ]);

    await sql('DELETE FROM signing_keys WHERE generation = 2');
    test.clock.advance(3_000);
    await sealing.run();
    await expectSealed(test, organizationId);
    expect(await state.report()).toMatchObject({ state: 'ok' });
  });
});

describe('a memory that cannot be used', () => {
  it('stops sealing, and is read again when it is there', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 3);
    await sealing.run();
    const path = join(test.settings.dataDirectory, 'seals', 'journal');
    const kept = readFileSync(path);
    writeFileSync(path, `${kept.toString().replace(' 1 3 ', ' 1 9 ')}${kept.toString().split('\n')[1]}\n`);
    await append(test, organizationId, 3);
    test.clock.advance(3_000);
    await sealing.run();
    expect(await state.report()).toMatchObject({
      state: 'stopped',
      reasons: [expect.stringContaining('is damaged. Put it back from a backup of DATA_DIR')],
    });
    expect((await treeOf(test, organizationId))?.size).toBe(3);
    writeFileSync(path, kept);
    await sealing.run();
    await expectSealed(test, organizationId);
    expect(await state.report()).toMatchObject({ state: 'ok' });
  });
});

describe('the rotation of the key', () => {
  it('lets both generations sign for 30 days, and one after', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 1);
    await sealing.run();
    const keys = test.app.get(SigningKeys, { strict: false });
    const signing = test.app.get(Signing);
    const first = signing.publicKey;
    await keys.rotate();
    const both = [first, signing.publicKey];
    expect(both[0]).not.toEqual(both[1]);
    const signers: boolean[][] = [];
    for (const days of [0, 29, 2]) {
      test.clock.advance(days * 86_400_000 + 3_000);
      await append(test, organizationId, 1);
      await sealing.run();
      signers.push(readNote((await notesOf(test, organizationId)).at(-1) ?? '', both).signedBy);
    }
    expect(signers).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ]);
    const { body } = await test.anonymous.get('/v1/signing-keys').expect(200);
    expect((body as { data: object[] }).data).toMatchObject([
      { generation: 2, retired: null },
      { generation: 1, retired: expect.any(String) },
    ]);
    const events = await test.events(PLATFORM_LOG_ID);
    expect(events.find(({ action }) => action === 'signing_key.rotated')?.details).toMatchObject({
      generation: 2,
    });
  });
});
