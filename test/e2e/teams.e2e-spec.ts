import { Visibility } from '../../src/modules/teams/teams.visible-people';
import type { Principal } from '../../src/platform/context/request-record';
import { readCsv } from '../support/csv';
import { startTestApp, type TestApp } from '../support/test-app';
import { join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';

describe('teams, and the list of members', () => {
  let test: TestApp;
  let owner: TestPerson;
  let lena: TestPerson;
  let mia: TestPerson;
  let team: string;
  let ids: { lena: string; mia: string };

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    lena = await join(test, owner, 'lena@example.com', 'member', 'Lena Lead');
    mia = await join(test, owner, 'mia@example.com', 'member', '=cmd|calc');
    ids = { lena: await memberIdOf(owner, lena.email), mia: await memberIdOf(owner, mia.email) };
    team = (await owner.client.post('/v1/teams', { name: 'Front desk' }).expect(201)).body.id;
    await owner.client.post(`/v1/teams/${team}/members`, { member_id: ids.lena, lead: true }).expect(201);
    await owner.client.post(`/v1/teams/${team}/members`, { member_id: ids.mia }).expect(201);
  });
  afterAll(() => test.close());

  const visibleTo = ({ accountId, organizationId }: TestPerson, role: string) =>
    test.app.get(Visibility).of({ accountId, organizationId, role, scopes: null } as Principal);

  it('show their people and leads', async () => {
    const { body } = await owner.client.get(`/v1/teams/${team}/members`).expect(200);
    expect(body.data.map(({ name, lead }: { name: string; lead: boolean }) => [name, lead])).toEqual([
      ['=cmd|calc', false],
      ['Lena Lead', true],
    ]);
    const { body: list } = await owner.client.get('/v1/teams').expect(200);
    expect(list.data).toMatchObject([{ id: team, name: 'Front desk', members: 2, leads: 1 }]);
    await owner.client.post(`/v1/teams/${team}/members`, { member_id: ids.mia }).expect(409);
    await owner.client.post('/v1/teams', { name: 'FRONT DESK' }).expect(409);
    await mia.client.get(`/v1/teams/${team}/members`).expect(403);
  });

  it('let leads see the activity of their people, and nobody else’s', async () => {
    expect(await visibleTo(owner, 'owner')).toEqual({ kind: 'everyone' });
    expect(await visibleTo(mia, 'member')).toEqual({ kind: 'people', accountIds: [mia.accountId] });
    const seen = await visibleTo(lena, 'member');
    expect(seen).toMatchObject({ kind: 'people' });
    expect(new Set(seen.kind === 'people' ? seen.accountIds : [])).toEqual(
      new Set([lena.accountId, mia.accountId]),
    );
    await owner.client.patch(`/v1/teams/${team}/members/${ids.lena}`, { lead: false }).expect(200);
    expect(await visibleTo(lena, 'member')).toEqual({ kind: 'people', accountIds: [lena.accountId] });
    await owner.client.patch(`/v1/teams/${team}/members/${ids.lena}`, { lead: true }).expect(200);
  });

  it('are led by nobody whom somebody without that sight put there', async () => {
    const { body: role } = await owner.client
      .post('/v1/roles', { name: 'Organizer', permissions: ['teams:manage'] })
      .expect(201);
    const omar = await join(test, owner, 'omar@example.com', role.id, 'Omar');
    const own = await memberIdOf(owner, omar.email);
    const { body: other } = await omar.client.post('/v1/teams', { name: 'Mine' }).expect(201);
    await omar.client.post(`/v1/teams/${other.id}/members`, { member_id: own }).expect(201);
    for (const refused of [
      await omar.client.patch(`/v1/teams/${other.id}/members/${own}`, { lead: true }),
      await omar.client.post(`/v1/teams/${other.id}/members`, { member_id: ids.mia, lead: true }),
      await omar.client.post(`/v1/teams/${team}/members`, { member_id: own }),
    ])
      expect([refused.status, refused.body.code]).toEqual([403, 'role.beyond_own']);
  });

  it('stand in the list of members, which can be sifted and paged', async () => {
    const list = async (query: string) =>
      (await owner.client.get(`/v1/members?${query}`).expect(200)).body.data as {
        email: string;
        role_name: string;
        teams: { name: string; lead: boolean }[];
      }[];
    const emails = async (query: string) => (await list(query)).map(({ email }) => email);
    expect(await emails(`team=${team}`)).toEqual([mia.email, lena.email]);
    expect(await emails('role=owner')).toEqual([owner.email]);
    expect(await emails('q=LENA')).toEqual([lena.email]);
    expect(await emails('q=%25')).toEqual([]);
    expect((await list('q=lena'))[0]).toMatchObject({
      role_name: 'member',
      factors: [],
      teams: [{ name: 'Front desk', lead: true }],
    });
    const first = await owner.client.get(`/v1/members?team=${team}&limit=1`).expect(200);
    const cursor = first.body.next_cursor as string;
    expect(await emails(`team=${team}&limit=1&cursor=${cursor}`)).toEqual([lena.email]);
    await owner.client.get(`/v1/members?limit=1&cursor=${cursor}`).expect(422);
    await owner.client.get('/v1/members?role=emperor').expect(422);
  });

  it('stand in the access review, which runs no formulas and is recorded', async () => {
    const { text, headers } = await owner.client.get('/v1/members/access-review').expect(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="access-review-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const rows = readCsv(text);
    expect(rows.find(({ email }) => email === mia.email)?.name).toBe("'=cmd|calc");
    expect(rows.find(({ email }) => email === lena.email)).toMatchObject({
      role: 'member',
      permissions: 'activity:read:own',
      teams: 'Front desk',
      leads: 'Front desk',
    });
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'access_review.exported',
      summary: 'Olivia Owner exported the access review of 4 members',
    });
  });

  it('lose whoever leaves', async () => {
    await lena.client.delete('/v1/members/me').expect(204);
    const { body } = await owner.client.get(`/v1/teams/${team}/members`).expect(200);
    expect(body.data).toHaveLength(1);
    await owner.client.delete(`/v1/teams/${team}`).expect(204);
    await owner.client.get(`/v1/teams/${team}/members`).expect(404);
  });
});
