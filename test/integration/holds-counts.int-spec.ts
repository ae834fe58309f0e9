import { randomUUID } from 'node:crypto';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import type { HeldCounts } from '../../src/modules/holds/holds.counts';
import { anEvent, openLog, type LogFixture } from '../support/log-fixture';
import { heldCounts, placeHold, releaseHold } from '../support/test-holds';

describe('how many events are on hold', () => {
  let log: LogFixture;
  let counts: HeldCounts;
  let id: string;

  beforeAll(async () => {
    log = await openLog();
  });
  afterAll(() => log.close());
  beforeEach(async () => {
    id = randomUUID();
    counts = heldCounts(log.app);
    await log.admin.pool.query(`INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, [id]);
  });

  const write = async (count: number, over: object): Promise<void> => {
    for (let left = count; left > 0; left -= 500)
      await log.writer.write(
        id,
        Array.from({ length: Math.min(left, 500) }, () => anEvent(over)),
      );
  };
  const denied = { where: [{ field: 'outcome', is: 'denied' }] } as const;

  it('is none without a hold', async () => {
    await write(2, {});
    expect(await counts.of(id)).toEqual({ count: 0, approximate: false });
  });

  it('counts what several holds match once', async () => {
    await write(3, { outcome: 'denied' });
    await write(4, { source: 'ai' });
    await write(5, { source: 'ai', outcome: 'denied' });
    await write(6, {});
    await placeHold(log.app, id, denied);
    await placeHold(log.app, id, { where: [{ field: 'source', is: 'ai' }] });
    expect(await counts.of(id)).toEqual({ count: 12, approximate: false });
  });

  it('knows no range but that of each hold, and nothing that was released', async () => {
    await write(3, { occurred_at: new Date('2026-01-10T00:00:00Z') });
    await write(4, { occurred_at: new Date('2026-02-10T00:00:00Z') });
    await placeHold(log.app, id, { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' });
    const all = await placeHold(log.app, id);
    await releaseHold(log.app, id, all);
    expect(await counts.of(id)).toEqual({ count: 3, approximate: false });
  });

  it('remembers it for a while, unless it is told that a hold has come or gone', async () => {
    await write(3, {});
    expect(await counts.of(id)).toMatchObject({ count: 0 });
    await placeHold(log.app, id);
    expect(await counts.of(id)).toMatchObject({ count: 0 });
    counts.forget(id);
    expect(await counts.of(id)).toMatchObject({ count: 3 });
  });

  it('takes what is more than 10,000 from what is counted, or says that it is estimated', async () => {
    await write(10_500, { outcome: 'denied' });
    await placeHold(log.app, id, denied);
    const before = await counts.of(id);
    expect(before.count).toBeGreaterThan(10_000);
    await new CountStore(log.app).count(id, 20_000);
    counts.forget(id);
    expect(await counts.of(id)).toEqual({ count: 10_500, approximate: false });
  }, 120_000);
});
