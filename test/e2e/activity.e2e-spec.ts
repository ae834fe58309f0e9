import { CATEGORIES } from '../../src/platform/context/action-spec';
import type {
  ActivityProfile,
  ActivityUserPage,
  ActivityView,
  AdoptionView,
  TimelinePage,
} from '../../src/modules/activity/activity.contract';
import { ACTIVITY_TYPES } from '../../src/modules/activity/activity.types';
import { AuthHousekeeping } from '../../src/modules/auth/auth.housekeeping';
import { DAY_MS } from '../../src/platform/clock/clock';
import { Purger } from '../../src/modules/retention/retention.purger';
import { Rehomer } from '../../src/modules/retention/retention.rehomer';
import { EventCounting } from '../../src/modules/audit/audit.counting';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { mailedToken } from '../support/test-mail';
import {
  foundAnother,
  join,
  memberIdOf,
  PASSWORD,
  signIn,
  signUpOwner,
  type TestPerson,
} from '../support/test-people';
import { shortenPolicy } from '../support/test-policies';
import type { TestClient } from '../support/test-client';

const HOUR_MS = 3_600_000;

describe('user activity', () => {
  let test: TestApp;
  let owner: TestPerson;
  let mia: TestPerson;
  let key: TestClient;

  beforeEach(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    mia = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    key = test.client(await mintTestKey(test, owner));
  });
  afterEach(() => test.close());

  const get = async <T>(who: TestPerson, path: string): Promise<T> =>
    (await who.client.get(`/v1/activity${path}`).expect(200)).body as T;
  const send = (...activities: object[]) => key.post('/v1/activity', { activities }).expect(201);
  const typesIn = ({ categories }: ActivityView): Map<string, number> =>
    new Map(categories.flatMap(({ types }) => types.map(({ type, events }) => [type, events] as const)));

  it('takes every type of S0-18…22 from host products, and counts each in its category', async () => {
    const user = { id: 'u-9', name: 'Jane Doe', email: 'jane@acme.example' };
    const before = await get<ActivityView>(owner, '');
    const { body } = await send(...ACTIVITY_TYPES.map(({ type }) => ({ type, user, name: 'Recalls' })));
    expect(body).toMatchObject({ stored: ACTIVITY_TYPES.length, rejected: 0 });
    const view = await get<ActivityView>(owner, '?user=u-9');
    expect(view.categories.map(({ category }) => category)).toEqual([...CATEGORIES]);
    for (const { category, events, types, other } of view.categories) {
      const own = ACTIVITY_TYPES.filter((type) => type.category === category);
      expect(types).toEqual(
        own.map(({ type }) => ({ type, events: 1, previous: 0, query: expect.any(String) })),
      );
      expect([events, other.events]).toEqual([own.length, 0]);
    }
    const all = typesIn(await get<ActivityView>(owner, ''));
    expect(all.get('feature_used')).toBe((typesIn(before).get('feature_used') ?? 0) + 1);
    const { data } = (await owner.client.get('/v1/events?actor=u-9&action=page.viewed').expect(200)).body;
    expect(data).toMatchObject([
      {
        summary: 'Jane Doe viewed Recalls',
        category: 'navigation',
        resource: { type: 'page', id: 'recalls', name: 'Recalls' },
        reported_by: { request_id: expect.any(String) },
      },
    ]);
  });

  it('shows what Daybook saw itself in the same types', async () => {
    const guest = await join(test, owner, 'gus@example.com', 'member', 'Gus');
    await owner.client
      .patch(`/v1/members/${await memberIdOf(owner, guest.email)}`, { role: 'auditor' })
      .expect(200);
    await owner.client.post('/v1/api-keys', { name: 'k', scopes: ['audit:read'] }).expect(201);
    await owner.client.post('/v1/exports', { format: 'csv', query: {} }).expect(202);
    await mia.client.patch('/v1/account', { name: 'Mia Novak' }).expect(200);
    await mia.client
      .patch('/v1/account', { email: 'mia@new.example', current_password: PASSWORD })
      .expect(200);
    const token = await mailedToken(test, 'mia@new.example', 'email-changes');
    await test.anonymous.put(`/v1/email-changes/${token}`).expect(204);
    await test.anonymous.post('/v1/sessions', { email: 'mia@new.example', password: 'wrong' }).expect(401);
    mia = await signIn(test, 'mia@new.example');
    const change = { current_password: PASSWORD, password: 'tractor violin moss umbrella' };
    const { body } = await mia.client.put('/v1/account/password', change).expect(200);
    await test.client(body.token).delete('/v1/session').expect(204);
    test.clock.advance(HOUR_MS);
    await test.app.get(AuthHousekeeping).endExpiredSessions();
    owner = await signIn(test, owner.email);
    const types = typesIn(await get<ActivityView>(owner, ''));
    const own = ACTIVITY_TYPES.filter(({ also }) => also.length > 0).map(({ type }) => type);
    expect([...own, 'page_viewed'].filter((type) => !types.get(type) && type !== 'webhook_created')).toEqual([
      'dashboard_viewed',
    ]);
    expect(typesIn(await get<ActivityView>(owner, '')).get('dashboard_viewed')).toBe(1);
    const mias = await get<ActivityView>(owner, `?user=${mia.accountId}`);
    expect(mias.failed_sign_ins).toMatchObject({ events: 1, previous: 0 });
  });

  it('knows who last signed in and was here, in the next moment, counted or not, and after a purge', async () => {
    const look = async (): Promise<[string | null, string | null]> => {
      const { data } = await get<ActivityUserPage>(owner, '/users?q=mia');
      return [data[0]?.last_signed_in_at ?? null, data[0]?.last_active_at ?? null];
    };
    const truth = async (): Promise<unknown[]> => {
      const { rows } = await test.superuser.query(
        `SELECT max(occurred_at) FILTER (WHERE action = 'session.signed_in' AND outcome = 'success') AS signed_in, max(occurred_at) AS active
           FROM events WHERE actor::jsonb #>> '{actor,id}' = $1 AND organization_id = $2`,
        [mia.accountId, owner.organizationId],
      );
      return [rows[0].signed_in?.toISOString() ?? null, rows[0].active?.toISOString() ?? null];
    };
    expect(await look()).toEqual(await truth());
    await test.app.get(EventCounting).run();
    expect(await look()).toEqual(await truth());
    test.clock.advance(60_000);
    await mia.client.get('/v1/account').expect(200);
    expect(await look()).toEqual(await truth());
    mia = await signIn(test, mia.email);
    const [signedIn, active] = await look();
    expect([signedIn, active]).toEqual(await truth());
    expect(signedIn).toBe(active);
    await test.app.get(EventCounting).run();
    await shortenPolicy(test, owner, { default_days: 10 });
    test.clock.advance(60_000);
    await test.app.get(Rehomer).run();
    test.clock.advance(13 * DAY_MS);
    await test.app.get(Purger).run({ mostDates: 10 });
    owner = await signIn(test, owner.email);
    expect(await truth()).toEqual([null, null]);
    expect(await look()).toEqual([null, null]);
    const { data } = await get<ActivityUserPage>(owner, '/users?dormant=true');
    expect(data.map(({ id }) => id)).toContain(mia.accountId);
  });

  it('answers whether the team uses the new feature', async () => {
    const team = (await owner.client.post('/v1/teams', { name: 'Front desk' }).expect(201)).body.id as string;
    const member_id = await memberIdOf(owner, mia.email);
    await owner.client.post(`/v1/teams/${team}/members`, { member_id }).expect(201);
    await send(
      { type: 'feature_used', name: 'Recall campaign', user: { id: 'h-1', email: 'MIA@example.com' } },
      { type: 'feature_used', name: 'Recall campaign', user: { id: 'h-2', name: 'Nobody here' } },
    );
    const path = `/adoption?feature=recall-campaign&range=24h`;
    const { features } = await get<AdoptionView>(owner, path);
    expect(features).toMatchObject([
      {
        feature: 'recall-campaign',
        name: 'Recall campaign',
        events: 2,
        users: 2,
        active: 3,
        teams: [{ id: team, name: 'Front desk', users: 1, active: 1, share: 1 }],
      },
    ]);
    const ofTeam = await get<AdoptionView>(owner, `${path}&team=${team}`);
    expect(ofTeam.features).toMatchObject([{ users: 1, active: 1, share: 1 }]);
    expect((await get<AdoptionView>(owner, '/adoption?feature=webhook_created')).features).toMatchObject([
      { feature: 'webhook_created', users: 0, events: 0 },
    ]);
  });

  it('shows members themselves, leads their people, and nobody of another organization', async () => {
    const omar = await join(test, owner, 'omar@example.com', 'member', 'Omar');
    const refused = async (who: TestPerson, id: string) => {
      const { status, body } = await who.client.get(`/v1/activity/users/${encodeURIComponent(id)}`);
      return [status, body.code];
    };
    const none = [404, 'user.not_found'];
    for (const id of [owner.accountId, omar.email, 'nobody']) expect(await refused(mia, id)).toEqual(none);
    expect(await refused(mia, mia.accountId)).toEqual([200, undefined]);
    for (const path of ['', '/hours', '/adoption', '/users'])
      for (const asked of [`user=${omar.accountId}`, `user=${encodeURIComponent(omar.email)}`]) {
        const [theirs, nobodys] = await Promise.all([
          get<object>(mia, `${path}?${asked}&from=2026-01-01&to=2026-12-31`),
          get<object>(mia, `${path}?user=nobody&from=2026-01-01&to=2026-12-31`),
        ]);
        expect(theirs).toEqual(nobodys);
      }
    expect((await get<ActivityUserPage>(mia, '/users')).data.map(({ id }) => id)).toEqual([mia.accountId]);
    const team = (await owner.client.post('/v1/teams', { name: 'Desk' }).expect(201)).body.id as string;
    for (const [who, lead] of [
      [mia, true],
      [omar, false],
    ] as const)
      await owner.client
        .post(`/v1/teams/${team}/members`, { member_id: await memberIdOf(owner, who.email), lead })
        .expect(201);
    const seen = await get<ActivityUserPage>(mia, '/users?sort=name');
    expect(seen.data.map(({ id }) => id)).toEqual([mia.accountId, omar.accountId]);
    expect(await refused(mia, omar.accountId)).toEqual([200, undefined]);
    expect(await refused(omar, mia.accountId)).toEqual(none);
    const second = await foundAnother(test, owner, 'Second Clinic');
    expect(await refused(second, mia.accountId)).toEqual(none);
    const { data } = await get<ActivityUserPage>(second, '/users');
    expect(data.map(({ id }) => id)).toEqual([owner.accountId]);
  });

  it('is one’s own for everybody, in plain words, and looking at it is recorded', async () => {
    await mia.client.patch('/v1/account', { name: 'Mia Novak' }).expect(200);
    const mine = await get<TimelinePage>(mia, '/mine?group=false');
    const entries = mine.data.flatMap((session) => session.entries);
    expect(entries[0]).toMatchObject({
      type: 'profile_updated',
      summary: 'Mia Member changed their account',
    });
    expect(entries.at(-1)?.summary).toContain('accepted an invitation');
    expect(mine.user).toMatchObject({ id: mia.accountId, name: 'Mia Novak', role: 'member' });
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'own_activity.viewed',
      resource: { type: 'user', id: mia.accountId },
    });
    const profile = await get<ActivityProfile>(owner, `/users/${mia.accountId}?peers=true`);
    expect(profile).toMatchObject({
      name: 'Mia Novak',
      last_signed_in_at: expect.any(String),
      roles: [{ to: 'member' }],
      sessions: [{ id: expect.any(String), device: null }],
    });
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'person_activity.viewed',
      summary: 'Olivia Owner viewed the activity of Mia Novak',
    });
  });

  it('refuses what is no activity, item by item, by pointers into it', async () => {
    const user = { id: 'u-1' };
    const id = '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
    const { body } = await key
      .post('/v1/activity', {
        activities: [
          { type: 'login', user, id },
          { type: 'login', user, id },
          { type: 'flown', user },
          { type: 'page_viewed', user },
          { type: 'page_viewed', user, name: '…' },
          { type: 'login', user: { name: 'Nobody' } },
          { type: 'login', user, ip: 'here', extra: 1 },
        ],
      })
      .expect(201);
    const items = body.items as { status: string; errors?: { pointer: string }[] }[];
    expect(
      items.map(({ status, errors = [] }) => [status, ...errors.map(({ pointer }) => pointer).toSorted()]),
    ).toEqual([
      ['stored'],
      ['duplicate'],
      ['rejected', '/activities/2/type'],
      ['rejected', '/activities/3/name'],
      ['rejected', '/activities/4/name'],
      ['rejected', '/activities/5/user'],
      ['rejected', '/activities/6/extra', '/activities/6/ip'],
    ]);
    const both = {
      activities: [
        { type: 'logout', user },
        { type: 'flown', user },
      ],
    };
    await key.post('/v1/activity?atomic=true', both).expect(422);
    expect((await get<ActivityView>(owner, '?user=u-1')).categories[0]?.events).toBe(1);
    await owner.client.post('/v1/activity', { type: 'login', user }).expect(403);
  });

  it('refuses a question that cannot be answered, and names the parameter', async () => {
    const questions = {
      'range=7y': '/range',
      'range=7d&from=2026-01-01': '/range',
      'range=999d': '/from',
      'from=2026-01-02&to=2026-01-01': '/from',
      'tz=Mars/Base': '/tz',
      'team=x': '/team',
      'user=%00': '/user',
    };
    for (const [query, pointer] of Object.entries(questions)) {
      const { body } = await owner.client.get(`/v1/activity?${query}`).expect(422);
      expect([query, body.errors[0].pointer]).toEqual([query, pointer]);
    }
  });

  it('turns the pages of who has the longest names and sessions', async () => {
    const long = (letter: string): string => letter.repeat(512);
    const activity = (id: string) => ({
      type: 'logout',
      user: { id: `u-${id}`, name: long('予') },
      session_id: long('約'),
    });
    await send(...['1', '1', '2', '2'].map(activity));
    for (const path of ['/users/u-1/timeline?limit=1', '/users?q=予&sort=name&limit=1']) {
      const first = await get<ActivityUserPage>(owner, encodeURI(path));
      expect(first.data).toHaveLength(1);
      const rest = `${encodeURI(path)}&cursor=${first.next_cursor}`;
      expect((await get<ActivityUserPage>(owner, rest)).data).toHaveLength(1);
    }
  });

  it('answers at once about times that are far away', async () => {
    const began = performance.now();
    for (const path of ['', '/users', '/hours', '/adoption', '/mine', '/users/me', '/users/me/days']) {
      const ask = (from: string, to: string) =>
        owner.client.get(`/v1/activity${path}?from=${from}&to=${to}&tz=Asia/Kathmandu`);
      await ask('1900-01-01', '1900-01-02').expect(200);
      await ask('2199-12-30', '2199-12-31').expect(200);
      expect((await ask('0001-01-01', '0001-01-02').expect(422)).body.errors[0].pointer).toBe('/from');
      expect((await ask('9999-12-30', '9999-12-31').expect(422)).body.errors[0].pointer).toBe('/from');
    }
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
