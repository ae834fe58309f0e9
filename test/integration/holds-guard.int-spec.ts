import { randomUUID } from 'node:crypto';
import type { EventQuery } from '../../src/modules/audit/audit.event-query';
import type { HoldGuard } from '../../src/modules/holds/holds.guard';
import { Random } from '../bench/random';
import { anEvent, openLog, type LogFixture } from '../support/log-fixture';
import { randomEvent } from '../support/random-events';
import { randomQuery } from '../support/random-queries';
import { belongs, type Numbered } from '../support/search-oracle';
import { holdGuard, placeHold, releaseHold } from '../support/test-holds';
import { until } from '../support/until';

const SEED = 20_261_121;
const EVENTS = 300;
const ROUNDS = 150;

describe('the guard of legal holds', () => {
  let log: LogFixture;
  let guard: HoldGuard;

  beforeAll(async () => {
    const home = ({ occurred_at }: { occurred_at: Date }): string =>
      ['2040-01-01', '2041-01-01', 'infinity'][occurred_at.getUTCDate() % 3] as string;
    log = await openLog({ of: () => Promise.resolve(home) });
    guard = holdGuard(log.app);
  });
  afterAll(() => log.close());

  const among = (organizationId: string, sequences: readonly number[]): Promise<number[]> =>
    log.app.inOrganization(organizationId, async (client) => {
      await guard.lock(client, organizationId);
      return [...(await guard.among(client, organizationId, sequences))].sort((a, b) => a - b);
    });

  async function randomLog(random: Random): Promise<{ id: string; events: Numbered[] }> {
    const id = randomUUID();
    const events = Array.from({ length: EVENTS }, (_, index) => randomEvent(random, index + 1, id));
    await log.writer.write(id, events);
    await log.admin.pool.query(`INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, [id]);
    return { id, events: events.map((event, index) => ({ event, sequence: index + 1 })) };
  }

  it(`holds what a plain filter says that any of the holds matches, over ${ROUNDS} random sets of holds`, async () => {
    const { id, events } = await randomLog(new Random(SEED));
    let [held, free] = [0, 0];
    for (let round = 1; round <= ROUNDS; round++) {
      const random = new Random(SEED + round);
      const queries: EventQuery[] = Array.from({ length: 1 + random.below(round % 10 === 0 ? 45 : 3) }, () =>
        randomQuery(random),
      );
      await log.admin.pool.query('DELETE FROM legal_holds');
      for (const query of queries) await placeHold(log.app, id, query);
      const asked = events.filter(() => random.chance(0.5));
      const expected = asked.filter((event) => queries.some((query) => belongs(event, query)));
      const found = await among(
        id,
        asked.map(({ sequence }) => sequence),
      );
      expect({ queries, found }).toEqual({ queries, found: expected.map(({ sequence }) => sequence) });
      held += found.length;
      free += asked.length - found.length;
    }
    expect(held).toBeGreaterThan(ROUNDS * 10);
    expect(free).toBeGreaterThan(ROUNDS * 10);
  }, 120_000);

  it('knows no hold of another organization, and none that was released', async () => {
    const [own, other] = [await randomLog(new Random(1)), await randomLog(new Random(2))];
    await placeHold(log.app, other.id);
    expect(await among(own.id, [1, 2])).toEqual([]);
    const hold = await placeHold(log.app, own.id);
    expect(await among(own.id, [1, 2, EVENTS + 1])).toEqual([1, 2]);
    await releaseHold(log.app, own.id, hold);
    expect(await among(own.id, [1, 2])).toEqual([]);
  });

  it('looks in all partitions, or through a window of one', async () => {
    const id = randomUUID();
    await log.admin.pool.query(`INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, [id]);
    const day = (n: number) => new Date(`2026-11-0${n}T10:00:00Z`);
    await log.writer.write(
      id,
      [1, 2, 3, 2, 2].map((n) => anEvent({ occurred_at: day(n), outcome: n === 3 ? 'denied' : 'success' })),
    );
    const window = (after: number, size: number): Promise<number[]> =>
      log.app.inOrganization(id, async (client) =>
        [...(await guard.inWindow(client, id, { home: 'infinity', after, size }))].sort((a, b) => a - b),
      );
    expect(await window(0, 10)).toEqual([]);
    await placeHold(log.app, id);
    expect(await among(id, [1, 2, 3])).toEqual([1, 2, 3]);
    expect([await window(0, 10), await window(0, 2), await window(2, 1), await window(5, 1)]).toEqual([
      [2, 4, 5],
      [2, 4],
      [4],
      [],
    ]);
  });

  it.each(['placed', 'released'])('lets no hold be %s until whoever asked has finished', async (what) => {
    const { id } = await randomLog(new Random(3));
    const hold = what === 'released' ? await placeHold(log.app, id) : '';
    const order: string[] = [];
    let change: Promise<unknown> = Promise.resolve();
    await log.app.inOrganization(id, async (client) => {
      await guard.lock(client, id);
      change = (what === 'released' ? releaseHold(log.app, id, hold) : placeHold(log.app, id)).then(() =>
        order.push(what),
      );
      await waitingFor('hold_heads');
      order.push('asked');
    });
    await change;
    expect(order).toEqual(['asked', what]);
  });

  /** Until somebody waits for a lock in a statement on the table. */
  async function waitingFor(table: string): Promise<void> {
    await until('somebody who waits', async () => {
      const { rowCount } = await log.admin.pool.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 AND datname = current_database()`,
        [`%${table}%`],
      );
      return rowCount === 1;
    });
  }
});
