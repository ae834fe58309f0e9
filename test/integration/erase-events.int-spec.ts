import { randomUUID } from 'node:crypto';
import { EventCounting } from '../../src/modules/audit/audit.counting';
import { remainingWords } from '../../src/modules/audit/audit.tombstones';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import { project, identityOf } from '../../src/modules/audit/recording/projections';
import { PART_NAMES } from '../../src/modules/audit/recording/parts';
import { Random } from '../bench/random';
import { anEvent, someone } from '../support/log-fixture';
import { randomEvent } from '../support/random-events';
import { differencesFromRecount } from '../support/recount';
import { openRetention, sql, type RetentionFixture } from '../support/retention-fixture';
import { brokenLeaves, storedRows, tablesHolding, untouchable } from '../support/tombstones';

let fixture: RetentionFixture;
let counting: EventCounting;

beforeEach(async () => {
  fixture = await openRetention();
  counting = new EventCounting(new CountStore(fixture.app));
});

afterEach(() => fixture.close());

interface Asked {
  readonly sequence: number;
  readonly parts: readonly string[];
}

/** As the worker does it, without asking whether it may. */
async function erase(
  organizationId: string,
  asked: readonly Asked[],
): Promise<{ erased: number; homes: string[] }> {
  const stored = new Map(
    (await storedRows(fixture.admin, organizationId)).map((row) => [Number(row.sequence), row]),
  );
  const texts = asked.map(({ sequence, parts }) => {
    const left = (name: string): string | null =>
      parts.includes(name) ? null : ((stored.get(sequence)?.[name] ?? null) as string | null);
    return remainingWords(left('actor'), left('target'));
  });
  return fixture.app.inOrganization(organizationId, async (client) => {
    const { rows } = await client.query<{ erased: number; homes: string[] }>(
      'SELECT erased, homes::text[] FROM erase_events($1, $2, $3, $4, $5)',
      [
        asked.map(({ sequence }) => sequence),
        asked.map(({ parts }) => parts.join(',')),
        texts,
        randomUUID(),
        fixture.clock.now(),
      ],
    );
    return rows[0]!;
  });
}

const all = (sequences: readonly number[]): Asked[] =>
  sequences.map((sequence) => ({ sequence, parts: PART_NAMES }));

describe('erasing parts of events', () => {
  it.each([1, 2, 3, 4])(
    'leaves header, number and leaf hash, and counts that equal a recount, whatever goes (seed %i)',
    async (seed) => {
      const { organization, writer, admin } = fixture;
      const random = new Random(seed);
      const [acme, other] = [await organization(400), await organization(null)];
      for (const id of [acme, other])
        await writer.write(
          id,
          Array.from({ length: 300 }, (_, n) => randomEvent(random, n, id)),
        );
      await counting.run({ batch: 170 });
      await writer.write(
        acme,
        Array.from({ length: 60 }, (_, n) => randomEvent(random, 300 + n, acme)),
      );
      const [before, theirs] = [await storedRows(admin, acme), await storedRows(admin, other)];

      for (let round = 0; round < 6; round++) {
        const asked = before
          .filter(() => random.chance(0.25))
          .map(({ sequence }) => ({
            sequence: Number(sequence),
            parts: PART_NAMES.filter(() => random.chance(0.5)),
          }));
        await erase(acme, asked);
        expect(await differencesFromRecount(admin)).toEqual([]);
        if (round === 3) await counting.run();
      }

      const after = await storedRows(admin, acme);
      expect(untouchable(after)).toEqual(untouchable(before));
      expect(brokenLeaves(after)).toEqual([]);
      expect(after.filter(({ erasure }) => erasure !== null).length).toBeGreaterThan(100);
      expect(await storedRows(admin, other)).toEqual(theirs);
      expect(await wrongProjections(acme)).toEqual([]);
      expect(await unusedIdentities(acme)).toEqual([]);
      const kinds = await sql(
        admin,
        'SELECT FROM event_kinds k WHERE NOT EXISTS (SELECT FROM event_counts c WHERE c.organization_id = k.organization_id AND c.kind = k.kind)',
      );
      expect(kinds).toEqual([]);
    },
  );

  it('takes a second erasure of the same for nothing, and remembers every one that took something', async () => {
    const { organization, writer, admin } = fixture;
    const acme = await organization(null);
    await writer.write(acme, [anEvent(), anEvent()]);
    expect(await erase(acme, [{ sequence: 1, parts: ['actor'] }])).toMatchObject({ erased: 1 });
    expect(await erase(acme, [{ sequence: 1, parts: ['actor'] }])).toEqual({ erased: 0, homes: [] });
    expect(await erase(acme, all([1]))).toMatchObject({ erased: 1 });
    const [row] = await storedRows(admin, acme);
    expect(JSON.parse(row!.erasure!)).toMatchObject({
      by: [{ parts: ['actor'] }, { parts: ['context', 'target', 'content'] }],
    });
    expect(brokenLeaves(await storedRows(admin, acme))).toEqual([]);
  });

  it('leaves nothing of what was said in any table', async () => {
    const { organization, writer, admin } = fixture;
    const acme = await organization(null);
    const canary = 'kanarienvogel';
    const said = (what: string): string => `${canary}-${what}`;
    const secret = anEvent({
      actor: someone({
        id: said('id'),
        name: said('name'),
        email: `${canary}@acme.example`,
        role: said('role'),
      }),
      resource: { type: said('type'), id: said('resource'), name: said('resource name'), href: said('href') },
      subject: { type: said('subject type'), id: said('subject'), name: said('subject name') },
      related: [{ type: 'ward', id: said('related'), name: said('related name') }],
      summary: said('summary'),
      details: { [said('key')]: said('value') },
      changes: { before: { x: said('before') }, after: { x: said('after') } },
      context: { ip: '198.51.100.77', session_id: said('session'), request_id: said('request') },
    });
    await writer.write(acme, [anEvent(), secret, anEvent()]);
    await counting.run();
    await admin.pool.query('ANALYZE');
    const salts = (await storedRows(admin, acme))
      .filter(({ sequence }) => sequence === '2')
      .flatMap((row) => PART_NAMES.map((name) => (row[`${name}_salt`] as Buffer).toString('hex')));
    expect((await tablesHolding(admin, [canary, '198.51.100.77', ...salts])).length).toBeGreaterThan(5);

    await erase(acme, all([2]));
    await admin.pool.query('ANALYZE');
    expect(await tablesHolding(admin, [canary, '198.51.100.77', ...salts])).toEqual([]);
    expect(await differencesFromRecount(admin)).toEqual([]);
  });

  it('keeps knowing an address from which somebody still acted, and forgets one from which nobody did', async () => {
    const { organization, writer, admin } = fixture;
    const acme = await organization(null);
    const from = (ip: string) =>
      anEvent({ context: { ip }, action: 'session.signed_in', operation: 'authenticate' });
    await writer.write(acme, [from('192.0.2.1'), from('192.0.2.1'), from('192.0.2.2')]);
    const known = async () =>
      (await sql<{ ip: string }>(admin, 'SELECT ip FROM actor_addresses ORDER BY ip')).map(({ ip }) => ip);
    expect(await known()).toEqual(['192.0.2.1', '192.0.2.2']);
    await erase(acme, [
      { sequence: 1, parts: ['context'] },
      { sequence: 3, parts: ['context'] },
    ]);
    expect(await known()).toEqual(['192.0.2.1']);
    await erase(acme, all([2]));
    expect(await known()).toEqual([]);
  });

  it('tells a purge that has begun', async () => {
    const { organization, writer, admin } = fixture;
    const acme = await organization(7);
    await writer.write(acme, [anEvent({ occurred_at: fixture.clock.now() })]);
    const version = async () =>
      (await sql(admin, 'SELECT sum(version)::int AS n FROM event_partitions'))[0]?.n;
    const before = (await version()) as number;
    await erase(acme, all([1]));
    expect(await version()).toBe(before + 1);
  });

  it('touches nothing of another organization, whatever numbers it is given', async () => {
    const { organization, writer, admin } = fixture;
    const [acme, other] = [await organization(null), await organization(null)];
    await writer.write(other, [anEvent(), anEvent()]);
    const before = await storedRows(admin, other);
    await expect(erase(acme, all([1, 2]))).resolves.toEqual({ erased: 0, homes: [] });
    expect(await storedRows(admin, other)).toEqual(before);
  });
});

/** Columns to search by that do not follow from the parts that are left. */
async function wrongProjections(organizationId: string): Promise<unknown[]> {
  const rows = await storedRows(fixture.admin, organizationId);
  return rows.filter((row) => {
    const [actor, context, target] = (['actor', 'context', 'target'] as const).map(
      (name) => JSON.parse((row[name] as string | null) ?? '{}') as Record<string, never>,
    );
    const gone = row.actor === null;
    const event = anEvent({
      resource: null,
      subject: null,
      related: [],
      summary: null,
      ...target,
      context: context as never,
      actor: someone({
        id: null,
        name: null,
        email: null,
        role: null,
        ...(actor?.actor as object | undefined),
      }),
      reported_by: actor?.reported_by ?? null,
    });
    const identity = identityOf(event);
    const { actor_key, actor_type, search_text, ...others } = project(event, identity);
    const expected = {
      ...others,
      actor_key: gone ? null : actor_key,
      actor_type: gone ? null : actor_type,
      search_text: gone && row.target === null ? null : search_text,
    };
    return Object.entries(expected).some(([column, value]) => (row[column] ?? null) !== (value ?? null));
  });
}

const unusedIdentities = (organizationId: string): Promise<unknown[]> =>
  sql(
    fixture.admin,
    `SELECT a.name FROM event_actors a WHERE a.organization_id = $1
       AND NOT EXISTS (SELECT FROM events e WHERE e.organization_id = a.organization_id AND e.actor_key = a.key)`,
    [organizationId],
  );
