import { EventCounting } from '../../src/modules/audit/audit.counting';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { DAY_MS } from '../../src/platform/clock/clock';
import { Random } from '../bench/random';
import { anEvent, someone } from '../support/log-fixture';
import { differencesFromRecount } from '../support/recount';
import { openRetention, sql, type RetentionFixture } from '../support/retention-fixture';

let fixture: RetentionFixture;
let counting: EventCounting;

beforeEach(async () => {
  fixture = await openRetention();
  counting = new EventCounting(new CountStore(fixture.app));
});

afterEach(() => fixture.close());

const countedTo = async (organizationId: string): Promise<{ counted: number; last: number }> => {
  const [row] = await sql<{ counted: number; last: number }>(
    fixture.admin,
    `SELECT counted_to::int AS counted, last_sequence::int AS last FROM log_heads LEFT JOIN count_heads USING (organization_id) WHERE organization_id = $1`,
    [organizationId],
  );
  return row!;
};

const eventsIn = async (organizationId: string): Promise<number> => {
  const [row] = await sql<{ n: number }>(
    fixture.admin,
    'SELECT sum(n0 + n1 + n2 + n3)::int AS n FROM event_counts WHERE organization_id = $1',
    [organizationId],
  );
  return row!.n;
};

/** Events of the last so many days, of a few people, kinds and minutes. */
function mixed(seed: number, count: number, days: number): NewEvent[] {
  const random = new Random(seed);
  const now = fixture.clock.now().getTime();
  return Array.from({ length: count }, () => {
    const signIn = random.chance(0.2);
    const id = `u${random.below(5)}`;
    return anEvent({
      occurred_at: new Date(now - random.below(days * DAY_MS)),
      source: random.of(['security', 'clinical', 'ai']),
      action: signIn ? 'session.signed_in' : random.of(['chart.viewed', 'note.saved', 'member.role_changed']),
      operation: signIn ? 'authenticate' : random.of(['read', 'update']),
      category: signIn ? 'authentication' : random.of(['navigation', 'settings', null]),
      outcome: random.of(['success', 'success', 'failure']),
      actor: someone({ id, name: `Person ${id}`, email: `${id}@acme.example` }),
      resource: random.chance(0.3) ? null : { type: random.of(['chart', 'note']), id: 'r1', name: null },
    });
  });
}

describe('counting the log', () => {
  it('counts every event once, by hour, quarter and kind, and by person and day', async () => {
    const { organization, writer, admin } = fixture;
    const [acme, other] = [await organization(null), await organization(30)];
    await writer.write(acme, mixed(1, 900, 20));
    await writer.write(other, mixed(2, 300, 20));
    expect(await counting.run({ batch: 250 })).toBe(1_200);
    expect(await differencesFromRecount(admin)).toEqual([]);
    expect([await eventsIn(acme), await eventsIn(other)]).toEqual([900, 300]);
    expect(await counting.run()).toBe(0);
  });

  it('counts each once while eight append and three count, two of which are killed again and again', async () => {
    const { organization, writer, admin, app } = fixture;
    const organizations = await Promise.all([organization(null), organization(30), organization(365)]);
    const state = { appending: true };
    const appenders = Array.from({ length: 8 }, async (_, appender) => {
      for (let round = 0; round < 12; round++)
        await writer.write(organizations[appender % 3]!, mixed(appender * 100 + round, 40, 20));
    });
    const steady = (async () => {
      while (state.appending) await counting.run({ batch: 70 });
    })();
    let kills = 0;
    const killed = [0, 1].map(async () => {
      while (state.appending) await countAndDie(app, organizations, () => ++kills);
    });
    await Promise.all(appenders).finally(() => (state.appending = false));
    await Promise.all([steady, ...killed]);
    await counting.run();
    expect(kills).toBeGreaterThan(5);
    expect(await differencesFromRecount(admin)).toEqual([]);
    for (const id of organizations) {
      const { counted, last } = await countedTo(id);
      expect(counted).toBe(last);
      expect(await eventsIn(id)).toBe(last);
    }
  });

  it('follows events that move while it counts, and forgets what is purged', async () => {
    const { organization, writer, admin, clock, rehomer, purger, setDays } = fixture;
    const [acme, other] = [await organization(365), await organization(365)];
    const days = [300, 30, 200, 25];
    for (const [round, shorter] of days.entries()) {
      for (const id of [acme, other])
        await writer.write(id, mixed(round * 7 + (id === acme ? 0 : 3), 300, 5));
      const state = { counting: true };
      const beside = (async () => {
        while (state.counting) await counting.run({ batch: 90 });
      })();
      await setDays(round % 2 ? acme : other, shorter);
      await rehomer.run({ restMs: -1, batch: 83 }).finally(() => (state.counting = false));
      await beside;
      expect(await differencesFromRecount(admin)).toEqual([]);
    }
    await counting.run();
    clock.forward(23);
    expect((await purger.run({ mostDates: 500 })).events).toBeGreaterThan(0);
    await counting.run();
    expect(await differencesFromRecount(admin)).toEqual([]);
    const left = await sql(
      admin,
      `SELECT FROM event_counts JOIN event_partitions USING (expires_on) WHERE dropped_at IS NOT NULL
       UNION ALL SELECT FROM event_actor_days JOIN event_partitions USING (expires_on) WHERE dropped_at IS NOT NULL`,
    );
    expect(left).toEqual([]);
  });

  it('lets appends pass while it counts', async () => {
    const { organization, writer, app } = fixture;
    const acme = await organization(null);
    await writer.write(acme, mixed(1, 500, 3));
    await app.inOrganization(acme, async (client) => {
      await client.query('SELECT * FROM count_events(500)');
      await writer.write(acme, mixed(2, 10, 3));
    });
    expect(await countedTo(acme)).toEqual({ counted: 500, last: 510 });
  });

  it('leaves an organization to whoever is at it', async () => {
    const { organization, writer, app } = fixture;
    const acme = await organization(null);
    await writer.write(acme, mixed(1, 50, 3));
    await new CountStore(app).count(acme, 1);
    await app.inOrganization(acme, async (client) => {
      await client.query('SELECT * FROM count_events(10)');
      expect(await new CountStore(app).count(acme, 10)).toBe(null);
    });
    expect(await countedTo(acme)).toEqual({ counted: 11, last: 50 });
  });
});

/** Counts a batch and loses its connection before it can commit. */
async function countAndDie(
  app: RetentionFixture['app'],
  organizations: readonly string[],
  onKill: () => void,
): Promise<void> {
  for (const id of organizations) {
    await app
      .inOrganization(id, async (client) => {
        await client.query('SELECT * FROM count_events(50)');
        onKill();
        await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
      })
      .catch(() => undefined);
  }
}
