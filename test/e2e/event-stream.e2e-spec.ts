import { randomUUID } from 'node:crypto';
import { DEFAULT_STREAM_OPTIONS, STREAM_OPTIONS } from '../../src/modules/audit/live/stream-options';
import { LiveStreams } from '../../src/modules/audit/live/live-streams';
import {
  eventIn,
  openStream,
  type StreamMessage,
  type StreamReader,
  type StreamRequest,
} from '../support/event-stream';
import { followThroughCuts } from '../support/live-drill';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, join, memberIdOf, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

const QUICK = {
  ...DEFAULT_STREAM_OPTIONS,
  pollMs: 20,
  heartbeatMs: 100,
  recheckMs: 50,
  mostOfOne: 4,
  mostOfOrganization: 6,
  silentStretch: 5,
};

describe('the log, followed live', () => {
  let test: TestApp;
  let owner: TestPerson;
  let theirs: TestPerson;
  let key: string;
  const readers: StreamReader[] = [];

  beforeAll(async () => {
    test = await startTestApp({ overrides: [{ token: STREAM_OPTIONS, value: QUICK }] });
    owner = await signUpOwner(test);
    const admin = await join(test, owner, 'theo@example.com', 'admin');
    theirs = await foundAnother(test, admin, 'Their Clinic');
    key = await mintTestKey(test, owner);
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.cut();
    await until('the streams to close', async () => test.app.get(LiveStreams).size === 0);
  });
  afterAll(() => test.close());

  /** A stream that gathers what it gets. */
  async function follow(request: StreamRequest = {}): Promise<StreamReader & { got: StreamMessage[] }> {
    const got: StreamMessage[] = [];
    const reader = await openStream(test.url, {
      token: owner.token,
      take: (m) => void got.push(m),
      ...request,
    });
    readers.push(reader);
    return { ...reader, got };
  }

  const eventsOf = (got: readonly StreamMessage[]) =>
    got.filter(({ event }) => event === 'event').map(eventIn);

  async function send(count: number, over: object = {}): Promise<string[]> {
    const events = Array.from({ length: count }, () => ({
      id: randomUUID(),
      action: 'chart.viewed',
      actor: { id: 'u1' },
      ...over,
    }));
    await test.client(key).post('/v1/events', { events }).expect(201);
    return events.map(({ id }) => id);
  }

  it('tells each event as the log has it, with its sequence as id, from where the log ended', async () => {
    await send(2);
    const { got, status, headers } = await follow();
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const ids = await send(3);
    await until('the events', async () => eventsOf(got).length >= 4);
    const [own, ...sent] = eventsOf(got);
    expect(own).toMatchObject({ action: 'audit_log.followed', actor: { id: owner.accountId } });
    expect(sent.map(({ id }) => id)).toEqual(ids);
    const { body } = await owner.client.get(`/v1/events/${ids[0]}`).expect(200);
    expect(sent[0]).toEqual(body);
    expect(got.filter(({ event }) => event === 'event').map(({ id }) => Number(id))).toEqual(
      eventsOf(got).map(({ sequence }) => sequence),
    );
  });

  it('begins where it is told; what a browser remembers goes before what its address says', async () => {
    const whole = await follow({ query: '?after=0' });
    await until('the first events', async () => eventsOf(whole.got).length >= 6);
    expect(
      eventsOf(whole.got)
        .slice(0, 6)
        .map(({ sequence }) => sequence),
    ).toEqual([1, 2, 3, 4, 5, 6]);
    const back = await follow({ query: '?after=0', lastEventId: '4' });
    await until('the next events', async () => eventsOf(back.got).length >= 2);
    expect(eventsOf(back.got)[0]?.sequence).toBe(5);
  });

  it('gives a place to come back to before the first event', async () => {
    const { lastEventId } = await follow({ query: '?action=never.happens' });
    const head = Number(await until('a place', async () => lastEventId()));
    expect(head).toBeGreaterThan(0);
  });

  it('shows what matches its filter, and tells how far it is when nothing does', async () => {
    const { got } = await follow({ query: '?action=chart.filtered&outcome=denied' });
    const nothing = await follow({ query: '?action=never.happens' });
    await send(5);
    const [id] = await send(1, { action: 'chart.filtered', outcome: 'denied' });
    await send(5, { action: 'chart.filtered' });
    const last = (await test.events(owner.organizationId)).at(-1)?.sequence;
    await until('the place', async () => Number(nothing.lastEventId()) === last);
    expect(eventsOf(got).map((event) => event.id)).toEqual([id]);
    expect(nothing.got.map(({ event }) => event)).not.toContain('event');
  });

  it('keeps to a range of time if there is one', async () => {
    const { got } = await follow({ query: '?from=2026-01-01&to=2026-01-02' });
    await send(1);
    const [id] = await send(1, { occurred_at: '2026-01-02T23:59:59.999Z' });
    await send(1, { occurred_at: '2026-01-03T00:00:00Z' });
    const marks = await send(1, { occurred_at: '2026-01-01T00:00:00Z' });
    await until('the events', async () => eventsOf(got).length === 2);
    expect(eventsOf(got).map((event) => event.id)).toEqual([id, ...marks]);
  });

  it('shows nothing of another organization (A1)', async () => {
    const foreign = await follow({ token: theirs.token, query: '?after=0' });
    const place = Number((await test.events(owner.organizationId)).at(-1)?.sequence);
    const ids = await send(3);
    const ours = await follow({ lastEventId: String(place) });
    await until('our events', async () => eventsOf(ours.got).length >= 3);
    await theirs.client.get('/v1/organization').expect(200);
    await until('their event', async () =>
      eventsOf(foreign.got).some(({ action }) => action === 'organization.viewed'),
    );
    const { rows } = await test.superuser.query<{ id: string }>(
      'SELECT id FROM events WHERE organization_id = $1',
      [theirs.organizationId],
    );
    const known = new Set(rows.map((row) => row.id));
    expect(eventsOf(foreign.got).filter(({ id }) => !known.has(id))).toEqual([]);
    expect(
      eventsOf(ours.got)
        .slice(0, 3)
        .map(({ id }) => id),
    ).toEqual(ids);
    expect(eventsOf(ours.got).filter(({ id }) => known.has(id))).toEqual([]);
  });

  it('goes on when the one who came first has left', async () => {
    const [first, second] = [
      await follow({ query: '?action=chart.*' }),
      await follow({ query: '?action=chart.*' }),
    ];
    await send(1);
    await until('both', async () => eventsOf(first.got).length + eventsOf(second.got).length === 2);
    first.cut();
    await until('its end', async () => test.app.get(LiveStreams).size === 1);
    await send(1);
    await until('the next event', async () => eventsOf(second.got).length === 2);
  });

  it('is recorded when it begins, and only then', async () => {
    const before = (await test.events(owner.organizationId)).length;
    const reader = await follow({ query: '?outcome=denied' });
    await until('its beginning', async () => reader.got.length > 0);
    reader.cut();
    await until('its end', async () => test.app.get(LiveStreams).size === 0);
    await owner.client.get('/v1/organization').expect(200);
    const added = (await test.events(owner.organizationId)).slice(before);
    expect(added.map(({ action }) => action)).toEqual(['audit_log.followed', 'organization.viewed']);
    expect(added[0]).toMatchObject({
      outcome: 'success',
      details: { query: { outcome: ['denied'] }, after: before },
      context: { http: { status: 200, route: '/v1/events/stream' } },
    });
  });

  it.each([
    ['a place that the log has not come to', { lastEventId: '999999999' }, 422, 'sequence.not_reached'],
    ['a place that is none', { lastEventId: 'x' }, 422, 'request.invalid'],
    ['a parameter that is none', { query: '?after=-1' }, 422, 'request.invalid'],
    ['nobody', { token: 'nonsense' }, 401, 'session.required'],
  ])('refuses %s', async (_, request, status, code) => {
    const reader = await openStream(test.url, { token: owner.token, ...request });
    expect(JSON.parse(await reader.ended)).toMatchObject({ status, code });
  });

  it('answers HEAD and is done', async () => {
    const answer = await fetch(`${test.url}/v1/events/stream`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${owner.token}` },
    });
    expect([answer.status, await answer.text(), test.app.get(LiveStreams).size]).toEqual([200, '', 0]);
  });

  it('is open so many times for one person, and for one organization', async () => {
    for (let n = 0; n < QUICK.mostOfOne; n++) await follow();
    const tooMany = await openStream(test.url, { token: owner.token });
    expect(tooMany.headers['retry-after']).toBe('15');
    expect(JSON.parse(await tooMany.ended)).toMatchObject({ status: 429, code: 'stream.too_many' });
    const reading = await mintTestKey(test, owner, ['audit:read']);
    for (let n = QUICK.mostOfOne; n < QUICK.mostOfOrganization; n++) await follow({ token: reading });
    const full = await openStream(test.url, { token: reading });
    expect(JSON.parse(await full.ended)).toMatchObject({ status: 429, code: 'stream.too_many' });
    expect((await follow({ token: theirs.token })).status).toBe(200);
  });

  describe('ends with a reason', () => {
    const endOf = async ({ got, ended }: { got: StreamMessage[]; ended: Promise<string> }) => {
      await ended;
      const { event, data } = got.at(-1) as StreamMessage;
      return { event, code: (JSON.parse(data) as { code: string }).code };
    };

    it('when the permission is taken away, and shows nothing that came later', async () => {
      const aude = await join(test, owner, 'aude@example.com', 'auditor');
      const stream = await follow({ token: aude.token });
      const id = await memberIdOf(owner, aude.email);
      await owner.client.patch(`/v1/members/${id}`, { role: 'member' }).expect(200);
      expect(await endOf(stream)).toEqual({ event: 'end', code: 'permission.missing' });
    });

    it('when the session is over, wherever it was ended', async () => {
      const ada = await join(test, owner, 'ada@example.com', 'auditor');
      const other = await signIn(test, ada.email, owner.organizationId);
      const stream = await follow({ token: other.token });
      await other.client.delete('/v1/session').expect(204);
      expect(await endOf(stream)).toEqual({ event: 'end', code: 'session.expired' });
    });

    it('when the key is revoked', async () => {
      const { body } = await owner.client
        .post('/v1/api-keys', { name: 'reader', scopes: ['audit:read'] })
        .expect(201);
      const stream = await follow({ token: body.key });
      await owner.client.delete(`/v1/api-keys/${body.id}`).expect(204);
      expect(await endOf(stream)).toEqual({ event: 'end', code: 'api_key.revoked' });
    });

    it('when nobody has used the session for long: neither the stream nor its coming back counts as use', async () => {
      const idle = await join(test, owner, 'ida@example.com', 'auditor');
      const stream = await follow({ token: idle.token });
      test.clock.advance(8 * 60_000);
      await owner.client.get('/v1/organization').expect(200);
      const again = await follow({ token: idle.token, lastEventId: stream.lastEventId() });
      expect(again.status).toBe(200);
      test.clock.advance(8 * 60_000);
      expect(await endOf(stream)).toEqual({ event: 'end', code: 'session.expired' });
      expect(await endOf(again)).toEqual({ event: 'end', code: 'session.expired' });
    });
  });

  it('can be followed by a browser, with its cookie', async () => {
    const fresh = await signIn(test, owner.email, owner.organizationId);
    const { got, status } = await follow({ token: undefined, cookie: `daybook=${fresh.token}` });
    expect(status).toBe(200);
    await until('its beginning', async () => eventsOf(got).length > 0);
  });

  it('misses nothing and repeats nothing while it is cut 50 times (check 5)', async () => {
    const after = (await test.events(owner.organizationId)).at(-1)?.sequence ?? 0;
    const events = 20_000;
    const seen = await followThroughCuts({
      url: test.url,
      token: owner.token,
      after,
      events,
      cuts: 50,
      append: async (action) => {
        for (let sent = 0; sent < events; sent += 1_000) await send(1_000, { action });
      },
    });
    const { rows } = await test.superuser.query<{ sequence: number }>(
      `SELECT sequence::int FROM events WHERE organization_id = $1 AND action = 'drill.counted' ORDER BY 1`,
      [owner.organizationId],
    );
    expect(rows).toHaveLength(events);
    expect(seen).toEqual(rows.map(({ sequence }) => sequence));
  }, 120_000);
});
