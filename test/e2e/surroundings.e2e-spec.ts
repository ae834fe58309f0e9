import { randomUUID } from 'node:crypto';
import type {
  AuditEvent,
  EventSurroundings,
  RecordEvent,
  RecordHistory,
} from '../../src/modules/audit/audit.contract';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, join, signUpOwner, type TestPerson } from '../support/test-people';

const at = (minute: number, milliseconds = 0): string =>
  new Date(Date.parse('2026-11-20T10:00:00Z') + minute * 60_000 + milliseconds).toISOString();

describe('what surrounds an event, and the history of a record', () => {
  let test: TestApp;
  let owner: TestPerson;
  let theirs: TestPerson;
  let key: string;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    const admin = await join(test, owner, 'theo@example.com', 'admin');
    theirs = await foundAnother(test, admin, 'Their Clinic');
    key = await mintTestKey(test, owner);
  });
  afterAll(() => test.close());

  /** Stores events in the given order, so that their sequences follow it; answers their ids. */
  async function store(events: readonly object[], with_ = key): Promise<string[]> {
    const sent = events.map((event) => ({
      id: randomUUID(),
      action: 'chart.viewed',
      actor: { id: 'u1' },
      ...event,
    }));
    await test.client(with_).post('/v1/events', { events: sent }).expect(201);
    return sent.map(({ id }) => id);
  }

  const idsOf = (events: readonly AuditEvent[]) => events.map(({ id }) => id);

  describe('around', () => {
    const around = async (id: string, query = ''): Promise<EventSurroundings> =>
      (await owner.client.get(`/v1/events/${id}/around${query}`).expect(200)).body as EventSurroundings;

    it('gives the minutes before and after in the order of time, and of sequence where that is the same', async () => {
      const [late, a, b, c, d, early, out, , edge] = await store([
        { occurred_at: at(3) },
        ...[0, 0, 0, 0].map(() => ({ occurred_at: at(0) })),
        { occurred_at: at(-3) },
        { occurred_at: at(-6) },
        { occurred_at: at(5, 1) },
        { occurred_at: at(5) },
      ]);
      const { before, event, after, ...cursors } = await around(b as string);
      expect([idsOf(before), event.id, idsOf(after)]).toEqual([[early, a], b, [c, d, late, edge]]);
      expect(cursors).toEqual({ prev_cursor: null, next_cursor: null });
      expect(idsOf((await around(b as string, '?minutes=6')).before)).toEqual([out, early, a]);
    });

    it.each(['session', 'request'])('gives what belongs to the same %s, however far apart', async (by) => {
      const context = { [`${by}_id`]: `${by}-1` };
      const [first, other, middle, last] = await store([
        { occurred_at: '2026-10-01T00:00:00Z', context },
        { occurred_at: at(0), context: { [`${by}_id`]: 'another' } },
        { occurred_at: at(0), context },
        { occurred_at: at(900), context },
      ]);
      const { before, after } = await around(middle as string, `?by=${by}`);
      expect([idsOf(before), idsOf(after)]).toEqual([[first], [last]]);
      expect(idsOf(before)).not.toContain(other);
    });

    it('can be walked on in both directions, every event once', async () => {
      const context = { session_id: 'walked' };
      const ids = await store(
        Array.from({ length: 41 }, (_, n) => ({ occurred_at: at(Math.floor(n / 4)), context })),
      );
      const query = '?by=session&limit=6';
      const page = await around(ids[20] as string, query);
      const [before, after] = [[...page.before], [...page.after]];
      for (let cursor = page.prev_cursor; cursor !== null;) {
        const further = await around(ids[20] as string, `${query}&cursor=${cursor}`);
        expect([further.after, further.next_cursor]).toEqual([[], null]);
        before.unshift(...further.before);
        cursor = further.prev_cursor;
      }
      for (let cursor = page.next_cursor; cursor !== null;) {
        const further = await around(ids[20] as string, `${query}&cursor=${cursor}`);
        expect([further.before, further.prev_cursor]).toEqual([[], null]);
        after.push(...further.after);
        cursor = further.next_cursor;
      }
      expect([...idsOf(before), ids[20], ...idsOf(after)]).toEqual(ids);
      await owner.client
        .get(`/v1/events/${ids[20]}/around?by=session&cursor=${page.next_cursor}&limit=3`)
        .expect(200);
      const refused = await owner.client.get(
        `/v1/events/${ids[19]}/around${query}&cursor=${page.next_cursor}`,
      );
      expect([refused.status, refused.body.code]).toEqual([422, 'cursor.invalid']);
    });

    it('says what an event lacks, and answers like the event itself where there is none', async () => {
      const [id] = await store([{ occurred_at: at(0) }]);
      for (const by of ['session', 'request']) {
        const { body } = await owner.client.get(`/v1/events/${id}/around?by=${by}`).expect(422);
        expect(body.code).toBe(`event.no_${by}`);
      }
      await owner.client.get(`/v1/events/${id}/around?by=team`).expect(422);
      const bodies = [
        await owner.client.get(`/v1/events/${randomUUID()}/around`).expect(404),
        await theirs.client.get(`/v1/events/${id}/around`).expect(404),
      ].map(({ body }) => ({ ...body, request_id: '' }));
      expect(bodies[0]).toMatchObject({ code: 'event.not_found' });
      expect(bodies[1]).toEqual(bodies[0]);
    });

    it('leaves an event of its own that names the one in the middle', async () => {
      const [id] = await store([{ occurred_at: at(0) }]);
      await around(id as string, '?minutes=7');
      expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
        action: 'event.surroundings_viewed',
        resource: { type: 'event', id },
        details: { by: 'minutes', minutes: 7 },
      });
    });
  });

  describe('the history of a record', () => {
    const historyOf = async (type: string, id: string, query = '', as = owner): Promise<RecordHistory> =>
      (
        await as.client
          .get(`/v1/records/${encodeURIComponent(type)}/${encodeURIComponent(id)}/history${query}`)
          .expect(200)
      ).body as RecordHistory;

    it('holds what touched it as resource or as subject, newest first, and nothing else', async () => {
      const patient = { type: 'patient', id: 'p-1', name: 'Ann Lee' };
      const [old, asSubject, , , asBoth] = await store([
        { occurred_at: '2019-01-01T00:00:00Z', resource: patient },
        { occurred_at: at(1), resource: { type: 'chart', id: 'c-1' }, subject: patient },
        {
          occurred_at: at(2),
          resource: { type: 'room', id: 'p-1' },
          subject: { type: 'visitor', id: 'p-1' },
        },
        { occurred_at: at(2), resource: { type: 'patient', id: 'p-2' } },
        { occurred_at: at(3), resource: patient, subject: patient },
      ]);
      const history = await historyOf('patient', 'p-1');
      expect(idsOf(history.data)).toEqual([asBoth, asSubject, old]);
      expect(history).toMatchObject({ next_cursor: null, prev_cursor: null });
      const again = await historyOf('patient', 'p-1', '?from=2026-11-20&to=2026-11-20');
      expect(idsOf(again.data)).toEqual([asBoth, asSubject]);
    });

    it('says who changed it, field by field (S0-23)', async () => {
      const resource = { type: 'patient', id: 'p-3' };
      const before = { phone: '1', address: { city: 'Bonn', zip: '53111' }, tags: ['a'] };
      const after = { phone: null, address: { city: 'Bonn', zip: '53113' }, tags: ['a', 'b'] };
      const [made, , changed, flagged] = await store([
        {
          occurred_at: at(0),
          resource,
          operation: 'create',
          changes: { before: null, after: { name: 'Ann' } },
        },
        { occurred_at: at(1), resource, operation: 'read' },
        { occurred_at: at(2), resource, operation: 'update', changes: { before, after } },
        {
          occurred_at: at(3),
          resource,
          operation: 'execute',
          changes: { before: { vip: false }, after: { vip: true } },
        },
        { occurred_at: at(4), resource, operation: 'execute' },
      ]);
      const { data } = await historyOf('patient', 'p-3', '?writes_only=true');
      expect(idsOf(data)).toEqual([flagged, changed, made]);
      expect(data.map((event: RecordEvent) => event.field_changes)).toEqual([
        [{ field: 'vip', before: false, after: true, kind: 'changed' }],
        [
          { field: 'address.zip', before: '53111', after: '53113', kind: 'changed' },
          { field: 'phone', before: '1', after: null, kind: 'changed' },
          { field: 'tags.1', after: 'b', kind: 'added' },
        ],
        [{ field: 'name', after: 'Ann', kind: 'added' }],
      ]);
      expect(
        (await historyOf('patient', 'p-3')).data.filter((event) => event.source !== 'security'),
      ).toHaveLength(5);
    });

    it('can be walked both ways, also among events of one moment', async () => {
      const patient = { type: 'patient', id: 'p-4' };
      const ids = await store(
        Array.from({ length: 23 }, (_, n) => ({
          occurred_at: at(Math.floor(n / 5)),
          ...(n % 2 === 0 ? { resource: patient } : { subject: patient }),
          operation: 'update',
        })),
      );
      const [forward, backward]: [string[], string[]] = [[], []];
      let page = await historyOf('patient', 'p-4', '?limit=4&writes_only=true');
      for (;;) {
        forward.push(...idsOf(page.data));
        if (page.next_cursor === null) break;
        page = await historyOf('patient', 'p-4', `?limit=4&writes_only=true&cursor=${page.next_cursor}`);
      }
      for (;;) {
        backward.unshift(...idsOf(page.data));
        if (page.prev_cursor === null) break;
        page = await historyOf('patient', 'p-4', `?limit=4&writes_only=true&cursor=${page.prev_cursor}`);
      }
      expect(forward).toEqual(ids.toReversed());
      expect(backward).toEqual(forward);
    });

    it.each([
      ['a slash', 'form/7', 'a/b/c'],
      ['what an address is made of', 'record', '?x=1&y#z%25;:@'],
      ['any script and white space', 'Fiche médicale', '病歴 №7\n'],
      ['dots', 'file', '../../etc/passwd'],
      ['512 characters', 'x'.repeat(128), '🜁'.repeat(512)],
    ])('takes names with %s', async (_, type, id) => {
      const [event] = await store([{ resource: { type, id } }]);
      expect(idsOf((await historyOf(type, id)).data)).toEqual([event]);
      expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
        action: 'record_history.viewed',
        resource: { type, id },
        details: { writes_only: 'false' },
      });
    });

    it('shows nothing of another organization, and takes none of its cursors (A1)', async () => {
      const resource = { type: 'patient', id: 'shared' };
      await store([{ resource }, { resource }]);
      const theirKey = await mintTestKey(test, theirs);
      const [own] = await store([{ resource }], theirKey);
      expect(idsOf((await historyOf('patient', 'shared', '?writes_only=false', theirs)).data)).toEqual([own]);
      const { next_cursor } = await historyOf('patient', 'shared', '?limit=1');
      const refused = await theirs.client.get(
        `/v1/records/patient/shared/history?limit=1&cursor=${next_cursor}`,
      );
      expect([refused.status, refused.body.code]).toEqual([422, 'cursor.invalid']);
      expect((await historyOf('patient', 'nobody', '', theirs)).data).toEqual([]);
    });

    it('refuses names that no record can have', async () => {
      await owner.client.get(`/v1/records/${'x'.repeat(129)}/1/history`).expect(422);
      await owner.client.get('/v1/records/patient/%00/history').expect(422);
    });
  });
});
