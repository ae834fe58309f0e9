import { randomUUID } from 'node:crypto';
import { CheckpointThinning } from '../../src/modules/integrity/integrity.checkpoint-thinning';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { SealingState } from '../../src/modules/integrity/integrity.sealing-state';
import { Signing } from '../../src/platform/crypto/signing';
import { startTestApp, type TestApp } from '../support/test-app';
import { append, expectSealed, newSealer, notesOf, readNote } from '../support/test-sealing';

let test: TestApp;
let sealing: Sealing;

beforeAll(async () => {
  test = await startTestApp();
  sealing = test.app.get(Sealing, { strict: false });
});
afterAll(() => test.close());

describe('sealing', () => {
  it('puts every event of a log into its tree, whatever came at once', async () => {
    const organizationId = randomUUID();
    for (const count of [1, 1, 253, 1, 1, 300, 700]) {
      await append(test, organizationId, count);
      await sealing.seal(organizationId);
      await expectSealed(test, organizationId);
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
    await expectSealed(test, organizationId);
  });

  it('takes a large backlog in batches, and many logs in one run', async () => {
    const logs = Array.from({ length: 60 }, () => randomUUID());
    for (const organizationId of logs) await append(test, organizationId, 20);
    await append(test, logs[0] as string, 1_000);
    await sealing.run({ batch: 128 });
    for (const organizationId of logs) await expectSealed(test, organizationId);
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
    await expectSealed(test, organizationId);
    expect(other.memory.at(organizationId)?.size).toBe(310);
    await append(test, organizationId, 10);
    await sealing.seal(organizationId);
    await expectSealed(test, organizationId);
    await other.close();
  });
});

describe('checkpoints', () => {
  it('are all kept for a day, then one an hour for 30 days, then one a day; what is anchored stays', async () => {
    const organizationId = randomUUID();
    await append(test, organizationId, 1);
    await sealing.seal(organizationId);
    const now = Math.floor(test.clock.now().getTime() / 86_400_000) * 86_400_000 + 12.5 * 3_600_000;
    test.clock.advance(now - test.clock.now().getTime());
    await test.superuser.query('DELETE FROM checkpoints WHERE organization_id = $1', [organizationId]);
    await test.superuser.query(
      `INSERT INTO checkpoints SELECT $1, n, $2::timestamptz - n * interval '10 minutes', 1, sha256(''), 'n' FROM generate_series(0, 6000) AS n`,
      [organizationId, new Date(now)],
    );
    const { rows: kept } = await test.superuser.query<{ before: Date }>(
      'SELECT signed_at AS before FROM checkpoints WHERE organization_id = $1 ORDER BY signed_at',
      [organizationId],
    );
    await test.superuser.query(
      `CREATE OR REPLACE FUNCTION is_anchored(p_organization_id uuid, p_size bigint, p_signed_at timestamptz) RETURNS boolean LANGUAGE sql AS 'SELECT p_size = 5999'`,
    );
    await test.app.get(CheckpointThinning, { strict: false }).run({ batch: 500 });
    const { rows } = await test.superuser.query<{ size: number; signed_at: Date }>(
      'SELECT size::int, signed_at FROM checkpoints WHERE organization_id = $1',
      [organizationId],
    );
    const age = ({ signed_at }: { signed_at: Date }): number => (now - signed_at.getTime()) / 3_600_000;
    const lastOf = (ms: number): number =>
      new Set(kept.map(({ before }) => Math.floor(before.getTime() / ms))).size;
    expect(rows.filter((row) => age(row) <= 24)).toHaveLength(145);
    const hourly = rows.filter((row) => age(row) > 24 && age(row) <= 720);
    expect(hourly).toHaveLength(696);
    expect(hourly.every(({ signed_at }) => signed_at.getUTCMinutes() === 50)).toBe(true);
    const daily = rows.filter((row) => age(row) > 720);
    expect(daily.length).toBeGreaterThan(10);
    expect(daily.length).toBeLessThanOrEqual(lastOf(86_400_000) - 30 + 2);
    expect(rows.some(({ size }) => size === 5_999)).toBe(true);
  });
});
