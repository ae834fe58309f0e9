import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import type { ErasureDetail, ErasurePreview, ErasureView } from '../../src/modules/erasure/erasure.contract';
import { ErasureSweeper } from '../../src/modules/erasure/erasure.sweeper';
import { DAY_MS } from '../../src/platform/clock/clock';
import { anEvent, someone } from '../support/log-fixture';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, join, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { over, placeHold, recorded, releaseHold, REASON, setPolicy } from '../support/test-erasures';
import { until } from '../support/until';

let test: TestApp;
let olivia: TestPerson;
let otto: TestPerson;
let events: AuditEvent[];

const DATED = new Date('2026-01-10T10:00:00.123Z');

/** Events of a host product, long ago. */
const hosts = (count: number, over: Partial<NewEvent> = {}): NewEvent[] =>
  Array.from({ length: count }, (_, n) =>
    anEvent({
      action: 'note.saved',
      source: 'ehr',
      occurred_at: new Date(DATED.getTime() + n),
      actor: someone({ id: 'host-1', name: 'Hannah Hostess', email: 'hannah@host.example' }),
      resource: { type: 'note', id: `note-${n}`, name: 'Zebrafink' },
      summary: 'Hannah Hostess saved the note Zebrafink',
      details: { text: `quetzal ${n}` },
      ...over,
    }),
  );

beforeEach(async () => {
  test = await startTestApp();
  olivia = await signUpOwner(test);
  otto = await join(test, olivia, 'otto@example.com', 'owner', 'Otto Other');
  events = await recorded(test, olivia, hosts(3));
});

afterEach(() => test.close());

const ids = (): string[] => events.map(({ id }) => id);
const ask = (over: object = {}) => ({ event_ids: ids(), expected_count: 3, reason: REASON, ...over });
const request = async (who: TestPerson, body: object = ask()): Promise<ErasureView> =>
  (await who.client.post('/v1/erasures', body).expect(202)).body as ErasureView;
const event = async (id: string, who = olivia): Promise<AuditEvent> =>
  (await who.client.get(`/v1/events/${id}`).expect(200)).body as AuditEvent;
const own = async (action: string) =>
  (await test.events(olivia.organizationId)).filter((one) => one.action === action);

async function erased(body: object = ask()): Promise<ErasureDetail> {
  const { id } = await request(olivia, body);
  await otto.client.put(`/v1/erasures/${id}/approval`).expect(200);
  return over<ErasureDetail>(test, olivia, id);
}

describe('an erasure', () => {
  it('is previewed, asked for, agreed to by another, carried out, and told in the log (S4-20)', async () => {
    const before = await Promise.all(ids().map((id) => event(id)));
    const { body } = await olivia.client.post('/v1/erasures/preview', { event_ids: ids() }).expect(200);
    const preview = body as ErasurePreview;
    expect(preview).toMatchObject({ events: 3, already_erased: 0, obstacles: [], holds: [] });
    expect(preview.samples.map(({ id }) => id)).toEqual(ids());

    const asked = await request(olivia);
    expect(asked).toMatchObject({
      state: 'pending',
      events: 3,
      range_count: 1,
      parts: ['actor', 'context', 'target', 'content'],
      approval: {
        second_person_required: true,
        state: 'pending',
        what: 'erase the actor, context, target, content of 3 events',
      },
    });
    expect((await event(events[0]!.id)).summary).toBe('Hannah Hostess saved the note Zebrafink');

    const { body: agreed } = await otto.client.put(`/v1/erasures/${asked.id}/approval`).expect(200);
    expect(agreed).toMatchObject({ state: 'waiting', approval: { state: 'approved' } });
    const done = await over<ErasureDetail>(test, olivia, asked.id);
    expect(done).toMatchObject({
      state: 'done',
      erased: 3,
      skipped: {},
      progress: { events: 3, percent: 100 },
    });
    const [first, last] = [events[0]!.sequence, events[2]!.sequence];
    expect(done.ranges).toEqual([[first, last]]);

    for (const was of before) {
      const is = await event(was.id);
      expect(is).toEqual({
        ...was,
        actor: null,
        reported_by: null,
        summary: null,
        resource: null,
        changes: null,
        details: {},
        context: {},
        redaction: {
          erased: [
            {
              event_id: done.event_id,
              at: done.started_at,
              parts: ['actor', 'context', 'target', 'content'],
            },
          ],
        },
      });
    }
    const [started] = await own('erasure.started');
    const [completed] = await own('erasure.completed');
    expect(started).toMatchObject({
      summary: 'Daybook began to erase the actor, context, target, content of 3 events',
    });
    expect(started?.details).toMatchObject({
      requested_by: { name: 'Olivia Owner' },
      approved_by: { name: 'Otto Other' },
      reason: REASON,
    });
    expect(completed).toMatchObject({
      details: { erased: 3, events: 3, started: done.event_id, ranges_sha256: done.ranges_sha256 },
    });
    expect((await event(done.event_id!)).action).toBe('erasure.started');
  });

  it('is by query too, up to what the preview saw, and may take some parts only', async () => {
    const query = { from: '2026-01-01', to: '2026-02-01', source: ['ehr'] };
    const { body } = await olivia.client.post('/v1/erasures/preview', { query }).expect(200);
    await recorded(test, olivia, hosts(1, { id: randomUUID() }));
    const { last_sequence } = body as ErasurePreview;
    const done = await erased({
      query,
      last_sequence,
      expected_count: 3,
      reason: REASON,
      parts: ['content', 'actor'],
    });
    expect(done).toMatchObject({ state: 'done', erased: 3, parts: ['actor', 'content'], query: null });
    expect(await event(events[1]!.id)).toMatchObject({
      actor: null,
      details: {},
      summary: 'Hannah Hostess saved the note Zebrafink',
      context: { ip: '203.0.113.7' },
    });
    const found = async (q: string): Promise<number> => {
      const answer = await olivia.client
        .get('/v1/events')
        .query({ q, from: '2026-01-01', to: '2026-02-01' })
        .expect(200);
      return (answer.body as { data: unknown[] }).data.length;
    };
    expect(await found('zebrafink')).toBe(4);
    expect(await found('hannah@host.example')).toBe(1);
    expect(await found('actor:hannah')).toBe(1);
  });

  it('is listed as what it was, wherever events are read', async () => {
    const { event_id } = await erased();
    const [, middle] = events;
    const tombstone = { summary: null, actor: null, redaction: { erased: [{ event_id }] } };
    const range = 'from=2026-01-01&to=2026-02-01';
    const { body: list } = await olivia.client.get(`/v1/events?${range}`).expect(200);
    expect((list as { data: unknown[] }).data).toHaveLength(3);
    for (const one of (list as { data: unknown[] }).data) expect(one).toMatchObject(tombstone);
    const { body: around } = await olivia.client.get(`/v1/events/${middle!.id}/around`).expect(200);
    expect(around).toMatchObject({ event: tombstone, before: [tombstone], after: [tombstone] });
    const { body: history } = await olivia.client.get('/v1/records/note/note-1/history').expect(200);
    expect((history as { data: unknown[] }).data).toEqual([]);
    for (const q of ['zebrafink', 'quetzal', 'hannah', 'actor:hannah', 'resource:note-1', 'ip:203.0.113.7']) {
      const { body } = await olivia.client
        .get('/v1/events')
        .query({ q, from: '2026-01-01', to: '2026-02-01' })
        .expect(200);
      expect([q, (body as { data?: unknown[] }).data]).toEqual([q, []]);
    }
  });

  it('is repeated to a client that sends one of them again', async () => {
    const key = await mintTestKey(test, olivia);
    const [sent] = [
      {
        id: randomUUID(),
        source: 'ehr',
        action: 'note.saved',
        operation: 'update',
        occurred_at: DATED.toISOString(),
        actor: { type: 'user', id: 'host-1', name: 'Hannah' },
        summary: 'a secret',
      },
    ];
    const post = async (over: object = {}) =>
      (await test.client(key).post('/v1/events', { ...sent, ...over })).body as {
        items: { status: string }[];
      };
    expect((await post()).items[0]?.status).toBe('stored');
    await erased({ event_ids: [sent.id], expected_count: 1, reason: REASON });
    expect((await post()).items[0]?.status).toBe('duplicate');
    expect((await post({ summary: 'another' })).items[0]?.status).toBe('duplicate');
    expect(await post({ action: 'note.deleted' })).toMatchObject({ status: 409 });
    expect(await event(sent.id)).toMatchObject({ summary: null, actor: null });
  });

  it('waits 48 hours where there is nobody else, and can be withdrawn until then', async () => {
    const alone = await foundAnother(test, otto, 'Solo Practice');
    const [mine] = await recorded(test, alone, hosts(1));
    const body = { event_ids: [mine!.id], expected_count: 1, reason: REASON };
    const withdrawn = await request(alone, body);
    await alone.client.delete(`/v1/erasures/${withdrawn.id}`).expect(204);
    const asked = await request(alone, body);
    expect(asked).toMatchObject({ state: 'waiting', approval: { second_person_required: false } });
    await alone.client.put(`/v1/erasures/${asked.id}/approval`).expect(403);
    test.clock.advance(2 * DAY_MS - 60_000);
    expect(await test.app.get(ErasureSweeper).sweep()).toMatchObject({ enqueued: 0 });
    test.clock.advance(120_000);
    const again = await signIn(test, otto.email, alone.organizationId);
    expect(await over(test, again, asked.id)).toMatchObject({ state: 'done', erased: 1 });
    expect((await again.client.get(`/v1/erasures/${withdrawn.id}`).expect(200)).body).toMatchObject({
      state: 'withdrawn',
      erased: 0,
    });
    expect((await event(mine!.id, again)).summary).toBeNull();
  });

  it('lapses when nobody agrees within seven days', async () => {
    const asked = await request(olivia);
    test.clock.advance(7 * DAY_MS);
    olivia = await signIn(test, olivia.email);
    otto = await signIn(test, otto.email, olivia.organizationId);
    await otto.client.put(`/v1/erasures/${asked.id}/approval`).expect(409);
    expect(await test.app.get(ErasureSweeper).sweep()).toMatchObject({ lapsed: 1, enqueued: 0 });
    expect((await olivia.client.get(`/v1/erasures/${asked.id}`)).body).toMatchObject({ state: 'lapsed' });
    expect(await own('erasure.lapsed')).toHaveLength(1);
    expect((await event(events[0]!.id)).summary).not.toBeNull();
  });

  it('can be refused by the other, and then happens no more', async () => {
    const asked = await request(olivia);
    await otto.client.delete(`/v1/erasures/${asked.id}`).expect(204);
    expect(await own('erasure.refused')).toHaveLength(1);
    expect((await olivia.client.get(`/v1/erasures/${asked.id}`)).body).toMatchObject({ state: 'refused' });
    const answer = await otto.client.put(`/v1/erasures/${asked.id}/approval`).expect(409);
    expect(answer.body).toMatchObject({ code: 'erasure.over' });
    await olivia.client.delete(`/v1/erasures/${asked.id}`).expect(409);
  });

  it('vacuums what it leaves behind in the database, and says so once', async () => {
    const { id } = await erased();
    const cleaned = await until('the clean-up', async () => {
      await test.app.get(ErasureSweeper).sweep();
      const { rows } = await test.superuser.query<{ cleaned_at: Date | null }>(
        'SELECT cleaned_at FROM erasures WHERE id = $1',
        [id],
      );
      return rows[0]?.cleaned_at;
    });
    expect(cleaned).toBeInstanceOf(Date);
    expect(await test.app.get(ErasureSweeper).sweep()).toEqual({ enqueued: 0, lapsed: 0, cleaned: 0 });
  });
});

describe('an erasure is refused', () => {
  const refused = async (body: object, code: string, words: RegExp, who = olivia): Promise<void> => {
    const answer = await who.client.post('/v1/erasures', body);
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code, detail: expect.stringMatching(words) }),
    ]);
    expect(await own('erasure.requested')).toMatchObject([
      { outcome: 'failure', outcome_reason: (answer.body as { detail: string }).detail },
    ]);
    expect((await event(events[0]!.id)).summary).not.toBeNull();
    const { rows } = await test.superuser.query(
      'SELECT FROM erasures UNION ALL SELECT FROM erasure_windows UNION ALL SELECT FROM approvals',
    );
    expect(rows).toEqual([]);
  };

  it('with the wrong count, and told the right one', () =>
    refused(ask({ expected_count: 4 }), 'erasure.count_differs', /You typed 4, but 3 events/));

  it('under a legal hold, as a whole and with the name of the hold', async () => {
    await placeHold(test, olivia, 'note-1');
    const { body } = await olivia.client.post('/v1/erasures/preview', { event_ids: ids() }).expect(200);
    expect(body).toMatchObject({
      events: 3,
      holds: [{ name: 'Case 7', events: 1 }],
      obstacles: [{ code: 'erasure.under_hold', events: 1 }],
    });
    await refused(ask(), 'erasure.under_hold', /1 event is under legal hold \(“Case 7”\)/);
  });

  it('for what is younger than the floor', async () => {
    await setPolicy(test, olivia, { floorDays: 3650 });
    await refused(ask(), 'erasure.below_floor', /3 events are younger than the 3650 days/);
  });

  it('where the policy allows none', async () => {
    await setPolicy(test, olivia, { allowed: false });
    await refused(ask(), 'erasure.disabled', /allows no erasure/);
  });

  it('for what Daybook records of erasures, purges and policies, but not for what a host calls so', async () => {
    const [change] = await recorded(test, olivia, hosts(1, { action: 'retention_policy.changed' }));
    await refused(
      ask({ event_ids: [...ids(), change!.id], expected_count: 4 }),
      'erasure.protected',
      /1 event is of Daybook's own record/,
    );
    const [theirs] = await recorded(
      test,
      olivia,
      hosts(1, {
        action: 'retention.purged',
        reported_by: { api_key_id: randomUUID(), ip: null, request_id: 'r' },
      }),
    );
    await request(olivia, { event_ids: [theirs!.id], expected_count: 1, reason: REASON });
  });

  it('with everything that stands in the way at once', async () => {
    await placeHold(test, olivia, 'note-1');
    await setPolicy(test, olivia, { allowed: false, floorDays: 3650 });
    await refused(ask(), 'erasure.disabled', /allows no erasure.*under legal hold.*younger than/);
  });

  it('where nothing is left to be erased', async () => {
    await erased();
    const answer = await olivia.client.post('/v1/erasures', ask({ expected_count: 0 })).expect(409);
    expect(answer.body).toMatchObject({
      code: 'erasure.nothing',
      detail: expect.stringMatching(/3 events that match were erased before/),
    });
  });

  it('to whoever asked for it, when they approve it themselves', async () => {
    const { id } = await request(olivia);
    const answer = await olivia.client.put(`/v1/erasures/${id}/approval`).expect(403);
    expect(answer.body).toMatchObject({ code: 'approval.own_request' });
  });

  it('to API keys, whatever their scopes', async () => {
    const client = test.client(await mintTestKey(test, olivia, ['audit:erase', 'audit:read']));
    for (const answer of [
      await client.post('/v1/erasures', ask()),
      await client.post('/v1/erasures/preview', { event_ids: ids() }),
      await client.get('/v1/erasures'),
    ])
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([
        403,
        'session.person_required',
      ]);
  });

  it('without a fresh proof, both to ask and to agree', async () => {
    const { id } = await request(olivia);
    test.clock.advance(6 * 60_000);
    expect((await olivia.client.post('/v1/erasures', ask()).expect(403)).body).toMatchObject({
      code: 'step_up.required',
    });
    expect((await otto.client.put(`/v1/erasures/${id}/approval`).expect(403)).body).toMatchObject({
      code: 'step_up.required',
    });
  });

  it('to another organization, which neither sees nor decides nor erases anything of it', async () => {
    const { id } = await request(olivia);
    const theo = await foundAnother(test, otto, 'Their Clinic');
    await theo.client.get(`/v1/erasures/${id}`).expect(404);
    await theo.client.put(`/v1/erasures/${id}/approval`).expect(404);
    await theo.client.delete(`/v1/erasures/${id}`).expect(404);
    expect((await theo.client.get('/v1/erasures')).body).toMatchObject({ data: [] });
    const answer = await theo.client.post('/v1/erasures', ask()).expect(409);
    expect(answer.body).toMatchObject({ code: 'erasure.nothing' });
  });

  it('with mistakes in its fields, which are named', async () => {
    const mistakes: [object, string][] = [
      [{ reason: 'too short' }, '/reason'],
      [{ parts: [] }, '/parts'],
      [{ parts: ['header'] }, '/parts'],
      [{ expected_count: 1.5 }, '/expected_count'],
      [{ event_ids: [] }, '/event_ids'],
      [{ event_ids: undefined }, '/event_ids'],
      [{ query: { source: ['ehr'] } }, '/query'],
      [{ event_ids: undefined, query: { sauce: ['ehr'] } }, '/query/sauce'],
      [{ state: 'done' }, '/state'],
    ];
    for (const [over, pointer] of mistakes) {
      const answer = await olivia.client.post('/v1/erasures', ask(over)).expect(422);
      const { errors } = answer.body as { errors: { pointer: string }[] };
      expect(errors.map((error) => error.pointer)).toContain(pointer);
    }
  });
});

describe('an erasure that was agreed to', () => {
  it('spares what a hold matches by then, and says so', async () => {
    const { id } = await request(olivia);
    const hold = await placeHold(test, olivia, 'note-1');
    await otto.client.put(`/v1/erasures/${id}/approval`).expect(200);
    expect(await over(test, olivia, id)).toMatchObject({ state: 'partly', erased: 2, skipped: { held: 1 } });
    expect((await event(events[1]!.id)).summary).toBe('Hannah Hostess saved the note Zebrafink');
    expect((await own('erasure.completed'))[0]?.details).toMatchObject({ erased: 2, skipped: { held: 1 } });
    await releaseHold(test, hold);
    await erased({ event_ids: [events[1]!.id], expected_count: 1, reason: REASON });
  });

  it('spares what a new floor protects, and does not begin where erasure was switched off', async () => {
    const { id } = await request(olivia);
    await setPolicy(test, olivia, { floorDays: 3650 });
    await otto.client.put(`/v1/erasures/${id}/approval`).expect(200);
    expect(await over(test, olivia, id)).toMatchObject({
      state: 'partly',
      erased: 0,
      skipped: { too_young: 3 },
    });
    await setPolicy(test, olivia, {});
    const other = await request(olivia);
    await setPolicy(test, olivia, { allowed: false });
    await otto.client.put(`/v1/erasures/${other.id}/approval`).expect(200);
    expect(await over(test, olivia, other.id)).toMatchObject({
      state: 'failed',
      erased: 0,
      failure: expect.stringMatching(/switched off/),
    });
    expect(await own('erasure.failed')).toHaveLength(1);
  });
});
