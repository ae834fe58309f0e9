import { HoldHousekeeping } from '../../src/modules/holds/holds.housekeeping';
import { Purger } from '../../src/modules/retention/retention.purger';
import { Unholder } from '../../src/modules/retention/retention.unholder';
import { DAY_MS, MINUTE_MS, utcDate } from '../../src/platform/clock/clock';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { until } from '../support/until';
import { mailsTo } from '../support/test-mail';
import { foundAnother, join, memberIdOf, signIn, signUpOwner, type TestPerson } from '../support/test-people';

const HOLDS = '/v1/legal-holds';
const ADAM = 'adam@example.com';

interface Hold {
  readonly id: string;
}

let test: TestApp;
let owner: TestPerson;
let adam: TestPerson;

beforeAll(async () => {
  test = await startTestApp();
  owner = await signUpOwner(test);
  adam = await join(test, owner, ADAM, 'admin', 'Adam Admin');
}, 120_000);
afterAll(() => test.close());

/** Sessions idle out, and step-up is five minutes old at most. */
async function later(milliseconds: number): Promise<void> {
  test.clock.advance(milliseconds);
  owner = await signIn(test, owner.email, owner.organizationId);
  adam = await signIn(test, ADAM, owner.organizationId);
}

const inDays = (days: number): string => utcDate(new Date(test.clock.now().getTime() + days * DAY_MS));
const sweep = () => test.app.get(HoldHousekeeping).sweep(AbortSignal.timeout(30_000));

async function place(over: object = {}, who = owner): Promise<Hold> {
  const hold = { name: 'Doe v. Acme', reason: 'Court order 12-345', query: { action: ['team.*'] }, ...over };
  return (await who.client.post(HOLDS, hold).expect(201)).body as Hold;
}

const hold = async (id: string, who = owner) => (await who.client.get(`${HOLDS}/${id}`).expect(200)).body;
const statesIn = async (state: string): Promise<string[]> => {
  const { body } = await owner.client.get(`${HOLDS}?state=${state}&limit=200`).expect(200);
  return [...new Set((body.data as { state: string }[]).map((each) => each.state))];
};
/** What can still be decided, by what it is about. */
const openApprovals = async (who: TestPerson): Promise<string[]> => {
  const { body } = await who.client.get('/v1/approvals?state=open').expect(200);
  return (body.data as { resource_id: string }[]).map(({ resource_id }) => resource_id);
};
const lastOf = async (action: string) =>
  (await test.events(owner.organizationId)).filter((event) => event.action === action).at(-1);

describe('a legal hold', () => {
  it('is placed with a name, a reason and a query, recorded as critical, and Owners are told', async () => {
    await owner.client.post('/v1/teams', { name: 'Radiology' }).expect(201);
    const placed = await place({ review_on: inDays(30) }, adam);
    const person = { id: adam.accountId, name: 'Adam Admin', email: ADAM };
    expect(placed).toEqual({
      id: expect.any(String),
      name: 'Doe v. Acme',
      reason: 'Court order 12-345',
      additions: [],
      query: { action: ['team.*'] },
      range: { from: null, to: null },
      state: 'in_force',
      placed_by: person,
      placed_at: expect.any(String),
      review_on: inDays(30),
      release: null,
      released_at: null,
      released_by: null,
      release_reason: null,
      events: { count: 1, approximate: false },
    });
    expect(await lastOf('legal_hold.placed')).toMatchObject({
      summary: 'Adam Admin placed the legal hold Doe v. Acme',
      flags: expect.arrayContaining(['critical']),
      details: { reason: 'Court order 12-345', query: { action: ['team.*'] } },
    });
    expect((await mailsTo(test, owner.email)).at(-1)).toContain(
      'Adam Admin placed the legal hold Doe v. Acme',
    );
  });

  it('makes absolute what its query says of time, and takes no range for all of time', async () => {
    const since = test.clock.now().getTime() - 7 * DAY_MS;
    const { id } = await place({ query: { q: 'after:7d outcome:success' } });
    const { range } = (await hold(id)) as { range: { from: string; to: null } };
    expect(range.to).toBeNull();
    expect(Math.abs(Date.parse(range.from) - since)).toBeLessThan(MINUTE_MS);
    test.clock.advance(MINUTE_MS);
    expect(await hold(id)).toMatchObject({ range });
    const dated = await place({ query: { from: '2026-01-01', to: '2026-03-31' } });
    expect(dated).toMatchObject({
      range: { from: '2026-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
      events: { count: 0, approximate: false },
    });
  });

  it.each([
    ['no name', { name: ' ' }, '/name'],
    ['no reason', { reason: undefined }, '/reason'],
    ['no query', { query: undefined }, '/query'],
    ['an unknown parameter', { query: { colour: 'red' } }, '/query/colour'],
    ['a query that cannot be read', { query: { q: 'actor:(' } }, '/query/q'],
    ['a range that nothing could be in', { query: { from: '2026-03-01', to: '2026-01-01' } }, '/query'],
    ['a day of review that has passed', { review_on: '2020-01-01' }, '/review_on'],
    ['a day of review that is none', { review_on: '2027-02-30' }, '/review_on'],
    ['an unknown member', { released_at: null }, '/released_at'],
  ])('is refused with %s, and the field is named', async (_, over, pointer) => {
    const body = { name: 'Doe', reason: 'Court order', query: {}, ...over };
    const answer = await owner.client.post(HOLDS, body).expect(422);
    expect((answer.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
  });

  it('gets another name or day of review and more reasons, but never another query', async () => {
    const { id } = await place();
    const patch = { name: 'Doe v. Acme (2nd)', reason: 'Extended to 2028', review_on: inDays(60) };
    await owner.client.patch(`${HOLDS}/${id}`, patch).expect(200);
    expect(await hold(id)).toMatchObject({
      name: 'Doe v. Acme (2nd)',
      reason: 'Court order 12-345',
      additions: [{ text: 'Extended to 2028', by: { name: 'Olivia Owner' } }],
      review_on: inDays(60),
    });
    expect(await lastOf('legal_hold.updated')).toMatchObject({
      changes: { before: { name: 'Doe v. Acme' }, after: { name: 'Doe v. Acme (2nd)' } },
      details: { reason: 'Extended to 2028' },
    });
    for (const body of [{ query: {} }, { name: null }, { reason: '' }])
      await owner.client.patch(`${HOLDS}/${id}`, body).expect(422);
  });

  it('is listed with all others, the newest first', async () => {
    const { id } = await place({ name: 'The newest' });
    const { body } = await owner.client.get(`${HOLDS}?limit=2`).expect(200);
    expect(body.data[0]).toMatchObject({ id, name: 'The newest', state: 'in_force' });
    expect(body.data).toHaveLength(2);
    const next = await owner.client.get(`${HOLDS}?limit=2&cursor=${body.next_cursor}`).expect(200);
    expect(next.body.data[0].id < body.data[1].id).toBe(true);
  });

  it('is told of by every event that it keeps', async () => {
    const { id } = await place({ name: 'Of teams', query: { resource_type: ['team'] } });
    const { body } = await owner.client.get('/v1/events?action=team.created&limit=1').expect(200);
    const [event] = body.data as [{ id: string }];
    const keeps = await owner.client.get(`/v1/events/${event.id}/holds`).expect(200);
    expect((keeps.body.data as { id: string; name: string }[]).map((one) => one.name)).toContain('Of teams');
    const { body: others } = await owner.client
      .get('/v1/events?action=legal_hold.placed&limit=1')
      .expect(200);
    const free = await owner.client.get(`/v1/events/${others.data[0].id}/holds`).expect(200);
    expect((free.body.data as { id: string }[]).map((one) => one.id)).not.toContain(id);
    await owner.client.get('/v1/events/01900000-0000-7000-8000-000000000000/holds').expect(404);
  });

  it('needs the permission, a person, and a fresh proof', async () => {
    const aude = await join(test, owner, 'aude@example.com', 'auditor');
    const body = { name: 'Doe', reason: 'Court order', query: {} };
    expect((await aude.client.post(HOLDS, body).expect(403)).body.code).toBe('permission.missing');
    await aude.client.get(HOLDS).expect(200);
    const key = test.client(await mintTestKey(test, owner, ['holds:manage', 'audit:read']));
    expect((await key.post(HOLDS, body).expect(403)).body.code).toBe('session.person_required');
    test.clock.advance(6 * MINUTE_MS);
    expect((await owner.client.post(HOLDS, body).expect(403)).body.code).toBe('step_up.required');
    await later(0);
  });

  it('says nothing of the log to somebody who may not read it', async () => {
    const { body: role } = await owner.client
      .post('/v1/roles', { name: 'Keeper', permissions: ['holds:manage'] })
      .expect(201);
    const kim = await join(test, owner, 'kim@example.com', (role as { id: string }).id);
    expect(await place({ query: { actor: ['olivia'] } }, kim)).toMatchObject({ events: null });
    await kim.client.get(HOLDS).expect(403);
    await owner.client.delete(`/v1/members/${await memberIdOf(owner, kim.email)}`).expect(204);
  });
});

describe('placing a hold', () => {
  it.each([
    ['a drop that is under way', 'LOCK TABLE ONLY events IN ACCESS EXCLUSIVE MODE', 'LOCK TABLE%'],
    ['whoever is about to take something', 'SELECT FROM hold_heads FOR SHARE', '%INTO hold_heads%'],
  ])('waits for %s', async (_, lock, waiting) => {
    const client = await test.superuser.connect();
    let answered = false;
    try {
      await client.query(`BEGIN; ${lock}`);
      const placing = place().then(() => (answered = true));
      await until('a hold that waits', async () => {
        const { rowCount } = await test.superuser.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 AND datname = current_database()`,
          [waiting],
        );
        return rowCount === 1;
      });
      expect(answered).toBe(false);
      await client.query('COMMIT');
      await placing;
      expect(answered).toBe(true);
    } finally {
      client.release();
    }
  });

  it('gives up after a while, with nothing done, and says that it may be tried again', async () => {
    const client = await test.superuser.connect();
    try {
      await client.query('BEGIN; SELECT FROM hold_heads FOR SHARE');
      const body = { name: 'Too busy', reason: 'Court order', query: {} };
      const answer = await owner.client.post(HOLDS, body).expect(503);
      expect((answer.body as { code: string }).code).toBe('legal_hold.busy');
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    const { body } = await owner.client.get(HOLDS).expect(200);
    expect((body.data as { name: string }[]).map(({ name }) => name)).not.toContain('Too busy');
  });
});

describe('the release of a hold', () => {
  it('needs a second person, who is asked by mail, and never the one who asked', async () => {
    const { id } = await place({ name: 'Two needed' });
    const asked = await owner.client.put(`${HOLDS}/${id}/release`, { reason: 'Settled' }).expect(200);
    expect(asked.body).toMatchObject({
      state: 'release_requested',
      release: { state: 'pending', reason: 'Settled', second_person_required: true },
      released_at: null,
    });
    expect((await mailsTo(test, ADAM)).at(-1)).toContain('asks to release the legal hold Two needed');
    expect((await owner.client.put(`${HOLDS}/${id}/release/approval`).expect(403)).body.code).toBe(
      'approval.own_request',
    );
    expect((await adam.client.put(`${HOLDS}/${id}/release`, { reason: 'Too' }).expect(409)).body.code).toBe(
      'approval.exists',
    );
    await later(3 * DAY_MS);
    expect(await sweep()).toMatchObject({ released: 0 });
    expect(await openApprovals(adam)).toContain(id);

    const { body } = await adam.client.put(`${HOLDS}/${id}/release/approval`).expect(200);
    expect(body).toMatchObject({
      state: 'released',
      release_reason: 'Settled',
      released_by: { requested_by: { name: 'Olivia Owner' }, approved_by: { name: 'Adam Admin' } },
      release: { state: 'done' },
      events: null,
    });
    expect(await lastOf('legal_hold.release_approved')).toMatchObject({ actor: { name: 'Adam Admin' } });
    expect(await lastOf('legal_hold.released')).toMatchObject({
      summary: 'The legal hold Two needed was released',
      flags: expect.arrayContaining(['critical']),
      details: { reason: 'Settled', approved_by: { name: 'Adam Admin' } },
    });
    expect((await mailsTo(test, owner.email)).at(-1)).toContain('The legal hold Two needed was released');
  });

  it('keeps the hold as it was, for good', async () => {
    const { body } = await owner.client.get(`${HOLDS}?state=released`).expect(200);
    const [{ id }] = body.data as [Hold];
    expect(await openApprovals(adam)).not.toContain(id);
    expect(await statesIn('released')).toEqual(['released']);
    expect((await statesIn('in_force')).includes('released')).toBe(false);
    await owner.client.get(`${HOLDS}?state=gone`).expect(422);
    const path = `${HOLDS}/${id}`;
    const refused = [
      owner.client.patch(path, { name: 'Changed' }),
      owner.client.put(`${path}/release`, { reason: 'Again' }),
      adam.client.put(`${path}/release/approval`),
      adam.client.delete(`${path}/release`),
    ];
    for (const answer of await Promise.all(refused))
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'legal_hold.released']);
  });

  it('is taken back by who asked, or refused by another, and can be asked for again', async () => {
    const { id } = await place({ name: 'Stays' });
    for (const [who, state] of [
      [owner, 'withdrawn'],
      [adam, 'refused'],
    ] as const) {
      await owner.client.put(`${HOLDS}/${id}/release`, { reason: 'Settled' }).expect(200);
      await who.client.delete(`${HOLDS}/${id}/release`).expect(204);
      expect(await hold(id)).toMatchObject({ state: 'in_force', release: { state } });
      expect(await lastOf('legal_hold.release_ended')).toMatchObject({ details: { state } });
    }
    expect((await adam.client.put(`${HOLDS}/${id}/release/approval`).expect(404)).body.code).toBe(
      'approval.not_found',
    );
    expect(await sweep()).toMatchObject({ released: 0 });
  });

  it('lapses after seven days without a second person, and can be asked for again', async () => {
    const { id } = await place({ name: 'Lapses' });
    await owner.client.put(`${HOLDS}/${id}/release`, { reason: 'Settled' }).expect(200);
    await later(8 * DAY_MS);
    expect((await adam.client.put(`${HOLDS}/${id}/release/approval`).expect(409)).body.code).toBe(
      'approval.lapsed',
    );
    expect(await hold(id)).toMatchObject({ state: 'in_force', release: { state: 'lapsed' } });
    await owner.client.put(`${HOLDS}/${id}/release`, { reason: 'Settled after all' }).expect(200);
    expect((await adam.client.put(`${HOLDS}/${id}/release/approval`).expect(200)).body.state).toBe(
      'released',
    );
  });

  it('waits for 48 hours where there is nobody else, and ends by itself', async () => {
    const alone = await foundAnother(test, adam, 'A practice of one');
    const { body } = await alone.client
      .post(HOLDS, { name: 'Mine', reason: 'Court order', query: {} })
      .expect(201);
    const path = `${HOLDS}/${(body as Hold).id}`;
    const asked = await alone.client.put(`${path}/release`, { reason: 'Settled' }).expect(200);
    expect(asked.body.release).toMatchObject({ second_person_required: false, state: 'pending' });
    expect((await alone.client.put(`${path}/release/approval`).expect(403)).body.code).toBe(
      'approval.own_request',
    );
    test.clock.advance(2 * DAY_MS - 5 * MINUTE_MS);
    await sweep();
    const before = await signIn(test, ADAM, alone.organizationId);
    expect((await before.client.get(path).expect(200)).body.state).toBe('release_requested');
    await later(10 * MINUTE_MS);
    expect(await sweep()).toMatchObject({ released: 1 });
    const after = await signIn(test, ADAM, alone.organizationId);
    expect((await after.client.get(path).expect(200)).body).toMatchObject({
      state: 'released',
      released_by: { approved_by: null },
    });
    await later(0);
  });
});

describe('the day of review', () => {
  it('is told once to those who manage holds, by mail and in the log, and again for another day', async () => {
    const { id } = await place({ name: 'To be reviewed', review_on: inDays(10) });
    await sweep();
    expect(await lastOf('legal_hold.review_due')).toBeUndefined();
    await later(10 * DAY_MS);
    await sweep();
    expect(await lastOf('legal_hold.review_due')).toMatchObject({ resource: { id } });
    expect((await mailsTo(test, ADAM)).at(-1)).toContain('To be reviewed was to be reviewed on');
    expect(await sweep()).toMatchObject({ reviewed: 0 });
    await owner.client.patch(`${HOLDS}/${id}`, { review_on: inDays(5) }).expect(200);
    await later(5 * DAY_MS);
    expect(await sweep()).toMatchObject({ reviewed: 1 });
  });
});

describe('held events', () => {
  it('outlive their day, show it everywhere, and go after the release', async () => {
    const theo = await join(test, owner, 'theo@example.com', 'admin');
    let their = await foundAnother(test, theo, 'Their Clinic');
    const again = async (): Promise<void> => {
      their = await signIn(test, theo.email, their.organizationId);
    };
    await test.superuser.query(
      'INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, 5, 1, now())',
      [their.organizationId],
    );
    test.clock.advance(MINUTE_MS);
    await their.client.post('/v1/teams', { name: 'Held' }).expect(201);
    const { body } = await their.client
      .post(HOLDS, { name: 'Teams', reason: 'Court order', query: { action: ['team.created'] } })
      .expect(201);
    test.clock.advance(7 * DAY_MS);
    await test.app.get(Purger).run({ mostDates: 100 });
    await again();

    const list = await their.client.get('/v1/events?from=2020-01-01&action=team.*').expect(200);
    const [event] = list.body.data as [{ id: string; expires_on: null }];
    expect(event).toMatchObject({ action: 'team.created', expires_on: null });
    await their.client.get(`/v1/events/${event.id}`).expect(200);
    const found = await their.client.get('/v1/events?from=2020-01-01&q=Held').expect(200);
    expect((found.body.data as { id: string }[]).map(({ id }) => id)).toContain(event.id);
    const histogram = await their.client
      .get('/v1/events/histogram?from=2020-01-01&action=team.*')
      .expect(200);
    expect(histogram.body.total).toEqual({ count: 1, approximate: false });
    const log = await their.client.get('/v1/log').expect(200);
    expect(log.body.on_hold).toEqual({ count: 1, approximate: false });
    const { body: purges } = await their.client.get('/v1/purges').expect(200);
    expect((purges.data as { held: number }[]).map(({ held }) => held)).toContain(1);

    const path = `${HOLDS}/${(body as Hold).id}`;
    await their.client.put(`${path}/release`, { reason: 'Settled' }).expect(200);
    test.clock.advance(3 * DAY_MS);
    await sweep();
    expect(await test.app.get(Unholder).run()).toMatchObject({ moved: 1 });
    test.clock.advance(2 * DAY_MS);
    await test.app.get(Purger).run({ mostDates: 100 });
    await again();
    await their.client.get(`/v1/events/${event.id}`).expect(404);
    await later(0);
  });

  it('of another organization are nobody else’s business', async () => {
    const { body } = await owner.client.get(`${HOLDS}?limit=1`).expect(200);
    const { id } = body.data[0] as Hold;
    const other = await signIn(test, 'theo@example.com', await theirOrganization());
    for (const answer of [
      await other.client.get(`${HOLDS}/${id}`),
      await other.client.patch(`${HOLDS}/${id}`, { name: 'Ours' }),
      await other.client.put(`${HOLDS}/${id}/release`, { reason: 'Ours' }),
      await other.client.put(`${HOLDS}/${id}/release/approval`),
      await other.client.delete(`${HOLDS}/${id}/release`),
    ])
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([404, 'legal_hold.not_found']);
    const { body: theirs } = await other.client.get(HOLDS).expect(200);
    expect((theirs.data as Hold[]).map((one) => one.id)).not.toContain(id);
  });

  async function theirOrganization(): Promise<string> {
    const { rows } = await test.superuser.query<{ id: string }>(
      `SELECT id FROM organizations WHERE name = 'Their Clinic'`,
    );
    return (rows[0] as { id: string }).id;
  }
});
