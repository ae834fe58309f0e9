import { v7 as uuidv7 } from 'uuid';
import { startTestApp, type TestApp } from '../support/test-app';
import type { TestClient } from '../support/test-client';
import {
  foundAnother,
  invitationToken,
  join,
  memberIdOf,
  signIn,
  signUpOwner,
  type TestPerson,
} from '../support/test-people';

describe('two tenants', () => {
  let test: TestApp;
  let ours: TestPerson;
  let theirs: TestPerson;
  let foreign: { member: string; invitation: string; key: string };

  beforeAll(async () => {
    test = await startTestApp();
    ours = await signUpOwner(test);
    const admin = await join(test, ours, 'theo@example.com', 'admin', 'Theo Them');
    theirs = await foundAnother(test, admin, 'Their Secret Clinic');
    await ours.client.delete(`/v1/members/${await memberIdOf(ours, admin.email)}`).expect(204);
    const { body: invitation } = await theirs.client
      .post('/v1/invitations', { email: 'i@example.com', role: 'member' })
      .expect(201);
    const { body: key } = await theirs.client
      .post('/v1/api-keys', { name: 'their key', scopes: ['audit:read'] })
      .expect(201);
    await invitationToken(test, 'i@example.com');
    foreign = { member: await memberIdOf(theirs, theirs.email), invitation: invitation.id, key: key.id };
  });
  afterAll(() => test.close());

  const routes: [string, (client: TestClient, id: string) => ReturnType<TestClient['get']>, () => string][] =
    [
      [
        'PATCH /v1/members/:id',
        (client, id) => client.patch(`/v1/members/${id}`, { role: 'member' }),
        () => foreign.member,
      ],
      ['DELETE /v1/members/:id', (client, id) => client.delete(`/v1/members/${id}`), () => foreign.member],
      [
        'DELETE /v1/invitations/:id',
        (client, id) => client.delete(`/v1/invitations/${id}`),
        () => foreign.invitation,
      ],
      ['DELETE /v1/api-keys/:id', (client, id) => client.delete(`/v1/api-keys/${id}`), () => foreign.key],
      [
        'PUT /v1/session/organization',
        (client, id) => client.put('/v1/session/organization', { organization_id: id }),
        () => theirs.organizationId,
      ],
    ];

  it.each(routes)(
    '%s answers a foreign id as one that nobody has, and tells us alone',
    async (_, call, id) => {
      const before = (await test.events(theirs.organizationId)).length;
      const answers = [
        await call(ours.client, id()),
        await call(ours.client, uuidv7()),
        ...(_.includes(':id') ? [await call(ours.client, 'nonsense')] : []),
      ];
      const [found, random, nonsense = random] = answers.map(({ status, body }) => ({
        status,
        body: { ...body, request_id: '' },
      }));
      expect(found?.status).toBe(404);
      expect([found, nonsense]).toEqual([random, random]);
      expect(await test.events(theirs.organizationId)).toHaveLength(before);
      expect((await test.events(ours.organizationId)).at(-1)).toMatchObject({
        outcome: 'failure',
        context: { http: { status: 404 } },
      });
    },
  );

  it('lists nothing of the other, nor takes its cursors', async () => {
    for (const list of ['members', 'invitations', 'api-keys']) {
      const { body } = await ours.client.get(`/v1/${list}`).expect(200);
      expect(JSON.stringify(body)).not.toMatch(/their key|"i@example/);
    }
    for (const name of ['a', 'b', 'c'])
      await theirs.client.post('/v1/api-keys', { name, scopes: ['audit:read'] }).expect(201);
    const { body } = await theirs.client.get('/v1/api-keys?limit=1').expect(200);
    const { next_cursor: cursor } = body;
    await theirs.client.get(`/v1/api-keys?limit=1&cursor=${cursor}`).expect(200);
    const refused = await ours.client.get(`/v1/api-keys?limit=1&cursor=${cursor}`).expect(422);
    expect(refused.body.code).toBe('cursor.invalid');
    await theirs.client.get(`/v1/members?cursor=${cursor}`).expect(422);
  });

  it('does not let somebody sign in to an organization they do not belong to', async () => {
    const body = {
      email: ours.email,
      password: 'correct horse battery staple',
      organization_id: theirs.organizationId,
    };
    const before = (await test.events(theirs.organizationId)).length;
    await test.anonymous.post('/v1/sessions', body).expect(404);
    expect(await test.events(theirs.organizationId)).toHaveLength(before);
  });

  it('refuses fields that are the server’s to set', async () => {
    const requests = [
      ours.client.patch('/v1/organization', { id: theirs.organizationId }),
      ours.client.post('/v1/organizations', { name: 'x', organization_id: theirs.organizationId }),
      ours.client.post('/v1/invitations', {
        email: 'm@example.com',
        role: 'member',
        organization_id: theirs.organizationId,
      }),
      ours.client.patch(`/v1/members/${uuidv7()}`, { role: 'member', account_id: uuidv7() }),
      ours.client.post('/v1/api-keys', { name: 'x', scopes: ['audit:read'], created_by: uuidv7() }),
    ];
    for (const request of requests) {
      const { status, body } = await request;
      expect([status, body.code, body.errors[0].detail]).toEqual([
        422,
        'request.invalid',
        'is not known here',
      ]);
    }
  });

  it('records each request once', async () => {
    const before = (await test.events()).length;
    const statuses = [
      await ours.client.get('/v1/organization'),
      await ours.client.patch('/v1/organization', { name: 'Acme', time_zone: 'Europe/Berlin' }),
      await ours.client.patch('/v1/organization', { time_zone: 'Mars/Olympus' }),
      await ours.client.get('/v1/members?limit=0'),
      await test.anonymous.get('/v1/members'),
      await test.client('nonsense').get('/v1/members'),
      await ours.client.post('/v1/organizations', { name: 'Third' }),
      await ours.client.get('/v1/nowhere'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 422, 422, 401, 401, 201, 404]);
    const added = (await test.events()).slice(before);
    expect(added).toHaveLength(statuses.length);
    expect(added[1]).toMatchObject({
      action: 'organization.updated',
      changes: {
        before: { name: 'Acme Clinic', time_zone: 'UTC' },
        after: { name: 'Acme', time_zone: 'Europe/Berlin' },
      },
    });
  });

  it('keeps an Owner however two of them race to unmake each other', async () => {
    for (let round = 0; round < 25; round++) {
      const rival =
        round === 0
          ? await join(test, ours, 'rival@example.com', 'owner')
          : await signIn(test, 'rival@example.com', ours.organizationId);
      const [mine, its] = await Promise.all([memberIdOf(ours, ours.email), memberIdOf(ours, rival.email)]);
      const race = await Promise.all([
        ours.client.patch(`/v1/members/${its}`, { role: 'admin' }),
        rival.client.patch(`/v1/members/${mine}`, { role: 'admin' }),
      ]);
      expect(race.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
      const { rows } = await test.superuser.query(
        `SELECT id FROM members WHERE organization_id = $1 AND role = 'owner'`,
        [ours.organizationId],
      );
      expect(rows).toHaveLength(1);
      await test.superuser.query(`UPDATE members SET role = 'owner' WHERE id = ANY ($1)`, [[mine, its]]);
    }
  }, 120_000);
});
