import { randomUUID } from 'node:crypto';
import type { SavedView } from '../../src/modules/views/views.contract';
import { DAY_MS } from '../../src/platform/clock/clock';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, join, signUpOwner, type TestPerson } from '../support/test-people';

const views = '/v1/saved-views';
const lastWeek = { range: '7d' };

describe('saved views', () => {
  let test: TestApp;
  let owner: TestPerson;
  let aude: TestPerson;
  let cleo: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    aude = await join(test, owner, 'aude@example.com', 'auditor', 'Aude Auditor');
    cleo = await join(test, owner, 'cleo@example.com', 'auditor', 'Cleo Auditor');
  }, 120_000);
  afterAll(() => test.close());

  const all = async (who: TestPerson): Promise<SavedView[]> =>
    (await who.client.get(views).expect(200)).body.data;
  const own = async (who: TestPerson): Promise<string[]> =>
    (await all(who)).filter((view) => !view.built_in).map(({ name }) => name);
  const save = async (who: TestPerson, name: string, query: object = lastWeek, shared = false) =>
    (await who.client.post(views, { name, query, shared }).expect(201)).body as SavedView;
  const lastEvent = async () => (await test.events(owner.organizationId)).at(-1);

  describe('of a person', () => {
    it('are kept as they were given, with what GET /v1/events takes (S0-14)', async () => {
      const query = {
        q: 'jane',
        source: ['security'],
        outcome: ['failure', 'denied'],
        range: 'today',
        tz: 'Asia/Tokyo',
        columns: ['time', 'user', 'summary'],
        sort: 'occurred_at',
        limit: 100,
      };
      const view = await save(aude, '  Refused ', query);
      const { range: _r, columns: _c, ...filters } = query;
      const today = new Date(test.clock.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
      const from = new Date(`${today}T00:00:00+09:00`);
      expect(view).toMatchObject({
        name: 'Refused',
        built_in: false,
        shared: false,
        default: false,
        owner: { account_id: aude.accountId, name: 'Aude Auditor' },
        query,
        parameters: {
          ...filters,
          from: from.toISOString(),
          to: new Date(from.getTime() + DAY_MS).toISOString(),
        },
        version: 1,
      });
      expect(await lastEvent()).toMatchObject({
        action: 'saved_view.created',
        summary: 'Aude Auditor saved the view Refused',
        resource: { type: 'saved_view', id: view.id, name: 'Refused' },
        changes: { before: null, after: { name: 'Refused', shared: false, query } },
      });
      await aude.client.get('/v1/events').query(view.parameters).expect(200);
      expect((await aude.client.get(`${views}/${view.id}`).expect(200)).body).toEqual(view);
    });

    it('take null for what is not given', async () => {
      const query = { q: null, range: null, tz: null, from: null, sort: null, limit: null, columns: null };
      const { id, ...view } = await save(aude, 'Empty', query, null as never);
      expect(view).toMatchObject({ shared: false, query: {}, parameters: { tz: 'UTC' } });
      const nothing = { name: null, shared: null, query: null, version: null };
      const { body } = await aude.client.patch(`${views}/${id}`, nothing).expect(200);
      expect(body).toMatchObject({ name: 'Empty', version: 2 });
      expect(await lastEvent()).toMatchObject({ details: { changed: 'nothing' } });
    });

    it('are nobody else’s until they are shared', async () => {
      const { id } = await save(aude, 'Mine');
      expect(await own(owner)).not.toContain('Mine');
      for (const [method, body] of [['get'], ['patch', { name: 'X' }], ['delete']] as const) {
        const answer = await owner.client[method](`${views}/${id}`, body as never).expect(404);
        expect(answer.body).toMatchObject({ code: 'saved_view.not_found' });
      }
      await aude.client.patch(`${views}/${id}`, { shared: true }).expect(200);
      expect(await own(cleo)).toContain('Mine');
    });

    it('are changed by their owner and, where shared, by who manages the settings', async () => {
      const { id } = await save(aude, 'Ours', lastWeek, true);
      const refused = await cleo.client.patch(`${views}/${id}`, { name: 'Cleo’s' }).expect(403);
      expect(refused.body).toMatchObject({ code: 'saved_view.not_own' });
      await cleo.client.delete(`${views}/${id}`).expect(403);
      expect(await lastEvent()).toMatchObject({ action: 'saved_view.deleted', outcome: 'denied' });

      const changed = { name: 'Everybody’s', query: { range: '24h', flag: ['phi'] } };
      const { body } = await owner.client.patch(`${views}/${id}`, changed).expect(200);
      expect(body).toMatchObject({ ...changed, shared: true, version: 2, owner: { name: 'Aude Auditor' } });
      expect(await lastEvent()).toMatchObject({
        summary: 'Olivia Owner changed the saved view Everybody’s: name, query',
        changes: { before: { name: 'Ours', query: lastWeek }, after: changed },
      });
      await owner.client.delete(`${views}/${id}`).expect(204);
      expect(await lastEvent()).toMatchObject({
        action: 'saved_view.deleted',
        changes: { before: { ...changed, shared: true }, after: null },
      });
      await aude.client.get(`${views}/${id}`).expect(404);
    });

    it('are not changed by who has read an older version', async () => {
      const { id } = await save(aude, 'Versioned');
      await aude.client.patch(`${views}/${id}`, { name: 'Second', version: 1 }).expect(200);
      const late = await aude.client.patch(`${views}/${id}`, { name: 'Third', version: 1 }).expect(409);
      expect(late.body).toMatchObject({ code: 'saved_view.changed' });
    });

    it('have a name of their own among those of one person', async () => {
      await save(aude, 'Night');
      const taken = await aude.client.post(views, { name: 'NIGHT', query: lastWeek }).expect(409);
      expect(taken.body).toMatchObject({ code: 'saved_view.name_taken' });
      const { id } = await save(aude, 'Day');
      await aude.client.patch(`${views}/${id}`, { name: 'night' }).expect(409);
      await aude.client.patch(`${views}/${id}`, { name: 'DAY' }).expect(200);
      await save(cleo, 'Night');
    });

    it('are saved by people, and read by keys as far as they are shared', async () => {
      const key = test.client(await mintTestKey(test, owner, ['audit:read']));
      await key.post(views, { name: 'Key', query: lastWeek }).expect(403);
      const { body } = await key.get(views).expect(200);
      expect((body.data as SavedView[]).every(({ shared }) => shared)).toBe(true);
      const member = await join(test, owner, 'mia@example.com', 'member');
      await member.client.get(views).expect(403);
    });

    it('stay in their organization (S1-05)', async () => {
      const { id } = await save(owner, 'Acme only', lastWeek, true);
      const other = await foundAnother(test, owner, 'Other');
      expect(await own(other)).toEqual([]);
      await other.client.get(`${views}/${id}`).expect(404);
      await other.client.put(`${views}/default`, { id }).expect(404);
    });

    it('are at most 200 in an organization', async () => {
      const other = await foundAnother(test, owner, 'Full');
      await test.superuser.query(
        `INSERT INTO saved_views SELECT $1, gen_random_uuid(), $2, 'View ' || n, true, '{}', 1, now(), now() FROM generate_series(1, 200) n`,
        [other.organizationId, owner.accountId],
      );
      const full = await other.client.post(views, { name: 'One more', query: {} }).expect(409);
      expect(full.body).toMatchObject({ code: 'saved_view.too_many' });
    });
  });

  describe('with a query that the log does not understand', () => {
    it.each([
      [{ q: 'source:security colour:red' }, 'query.unknown_field', '/query/q'],
      [{ range: '7y' }, 'request.invalid', '/query/range'],
      [{ range: '7d', from: '2026-11-01' }, 'request.invalid', '/query/range'],
      [{ from: 'yesterday' }, 'request.invalid', '/query/from'],
      [{ tz: 'Mars/Olympus' }, 'request.invalid', '/query/tz'],
      [{ columns: ['time', 'colour'] }, 'request.invalid', '/query/columns'],
      [{ cursor: 'x' }, 'request.invalid', '/query/cursor'],
      [{ operation: ['erase'] }, 'request.invalid', '/query/operation'],
    ])('%j is refused as %s', async (query, code, pointer) => {
      const { body } = await aude.client.post(views, { name: 'Wrong', query }).expect(422);
      expect(body).toMatchObject({ code, errors: [expect.objectContaining({ pointer })] });
    });

    it('names an unknown field with its offset', async () => {
      const query = { q: 'source:security colour:red' };
      const { id } = await save(aude, 'Right');
      for (const answer of [
        await aude.client.post(views, { name: 'Wrong', query }),
        await aude.client.patch(`${views}/${id}`, { query }),
      ])
        expect([answer.status, answer.body.offset]).toEqual([422, 16]);
    });
  });

  describe('that somebody begins with', () => {
    const defaultOf = async (who: TestPerson): Promise<string[]> =>
      (await all(who)).filter((view) => view.default).map(({ name }) => name);

    it('is the last seven days until they choose (S0-10), and each person chooses for themselves (S1-17)', async () => {
      expect(await defaultOf(cleo)).toEqual(['Last 7 days']);
      const { body } = await cleo.client.put(`${views}/default`, { id: 'builtin-today' }).expect(200);
      expect(body).toMatchObject({ id: 'builtin-today', default: true });
      expect(await lastEvent()).toMatchObject({
        action: 'default_view.changed',
        changes: { before: { default: 'Last 7 days' }, after: { default: 'Today' } },
      });
      expect(await defaultOf(cleo)).toEqual(['Today']);
      expect(await defaultOf(aude)).toEqual(['Last 7 days']);
      await cleo.client.put(`${views}/default`, { id: null }).expect(200);
      expect(await defaultOf(cleo)).toEqual(['Last 7 days']);
    });

    it('may be a saved one, and goes back when that is gone or shared no more', async () => {
      const { id } = await save(aude, 'Shared for a while', lastWeek, true);
      await cleo.client.put(`${views}/default`, { id }).expect(200);
      expect(await defaultOf(cleo)).toEqual(['Shared for a while']);
      await aude.client.patch(`${views}/${id}`, { shared: false }).expect(200);
      expect(await defaultOf(cleo)).toEqual(['Last 7 days']);
      await aude.client.put(`${views}/default`, { id }).expect(200);
      await aude.client.delete(`${views}/${id}`).expect(204);
      expect(await defaultOf(aude)).toEqual(['Last 7 days']);
    });

    it.each([{}, { id: 'today' }, { id: 7 }])('cannot be %j', (body) =>
      cleo.client.put(`${views}/default`, body).expect(422),
    );

    it.each(['builtin-unknown', randomUUID()])('cannot be %s, which there is not', (id) =>
      cleo.client.put(`${views}/default`, { id }).expect(404),
    );
  });
});
