import { startTestApp, type TestApp } from '../support/test-app';
import {
  enrol,
  invitationToken,
  join,
  memberIdOf,
  PASSWORD,
  signIn,
  signUpOwner,
  type TestPerson,
} from '../support/test-people';

describe('members and invitations', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const last = async () => (await test.events(owner.organizationId)).at(-1);

  it('lets a second person really join', async () => {
    const admin = await join(test, owner, 'adam@example.com', 'admin', 'Adam Admin');
    const events = (await test.events(owner.organizationId)).slice(-5);
    expect(events.map(({ summary }) => summary)).toEqual([
      'Olivia Owner invited adam@example.com as admin',
      'Adam Admin accepted an invitation and joined as admin',
      'Adam Admin signed in',
      'Adam Admin began to enrol an authenticator app',
      'Adam Admin enrolled an authenticator app as second factor',
    ]);
    expect(JSON.stringify(events)).not.toContain(PASSWORD);
    const { body } = await admin.client.get('/v1/members').expect(200);
    expect(body.data.map(({ email, role }: Record<string, string>) => [email, role])).toEqual([
      ['adam@example.com', 'admin'],
      ['olivia@example.com', 'owner'],
    ]);
    expect(body.data[0].last_signed_in_at).toMatch(/Z$/);
  });

  it('takes an invitation once only, and while it lasts', async () => {
    await owner.client.post('/v1/invitations', { email: 'omar@example.com', role: 'member' }).expect(201);
    const token = await invitationToken(test, 'omar@example.com');
    const again = await owner.client
      .post('/v1/invitations', { email: 'Omar@Example.com', role: 'member' })
      .expect(409);
    expect(again.body.code).toBe('invitation.exists');
    const path = `/v1/invitations/${token}/acceptance`;
    await test.anonymous.post(path, { name: 'Omar', password: 'too short' }).expect(422);
    await test.anonymous.post(path, {}).expect(422);
    const both = await Promise.all(
      [1, 2].map(() => test.anonymous.post(path, { name: 'Omar', password: PASSWORD })),
    );
    expect(both.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    const third = await test.anonymous.post(path, { name: 'Omar', password: PASSWORD }).expect(404);
    const random = await test.anonymous
      .post('/v1/invitations/nonsense/acceptance', { name: 'O', password: PASSWORD })
      .expect(404);
    expect({ ...third.body, request_id: '' }).toEqual({ ...random.body, request_id: '' });
    await owner.client.post('/v1/invitations', { email: 'omar@example.com', role: 'member' }).expect(409);
  });

  it('does not store the link of a mail that was sent', async () => {
    const { rows } = await test.superuser.query(
      'SELECT count(*)::int AS sent, count(body)::int AS bodies FROM mails WHERE sent_at IS NOT NULL',
    );
    expect(rows[0].sent).toBeGreaterThan(0);
    expect(rows[0].bodies).toBe(0);
  });

  it('does not accept one that was withdrawn or has expired', async () => {
    const { body } = await owner.client
      .post('/v1/invitations', { email: 'gone@example.com', role: 'member' })
      .expect(201);
    const token = await invitationToken(test, 'gone@example.com');
    await owner.client.delete(`/v1/invitations/${body.id}`).expect(204);
    await owner.client.delete(`/v1/invitations/${body.id}`).expect(404);
    await test.anonymous
      .post(`/v1/invitations/${token}/acceptance`, { name: 'G', password: PASSWORD })
      .expect(404);
    await owner.client.post('/v1/invitations', { email: 'late@example.com', role: 'member' }).expect(201);
    const late = await invitationToken(test, 'late@example.com');
    await test.superuser.query(`UPDATE invitations SET expires_at = now() WHERE email = 'late@example.com'`);
    await test.anonymous
      .post(`/v1/invitations/${late}/acceptance`, { name: 'L', password: PASSWORD })
      .expect(404);
    await owner.client.post('/v1/invitations', { email: 'late@example.com', role: 'member' }).expect(201);
  });

  it('changes a role, on the next request, with before and after', async () => {
    const mara = await join(test, owner, 'mara@example.com', 'member', 'Mara Member');
    await mara.client.get('/v1/members').expect(403);
    const id = await memberIdOf(owner, mara.email);
    await owner.client.patch(`/v1/members/${id}`, { role: 'admin' }).expect(200);
    expect(await last()).toMatchObject({
      action: 'member.role_changed',
      outcome: 'success',
      flags: ['critical'],
      summary: 'Olivia Owner changed the role of Mara Member from member to admin',
      resource: { type: 'member', id, name: 'Mara Member' },
      changes: { before: { role: 'member' }, after: { role: 'admin' } },
      actor: { type: 'user', id: owner.accountId, name: 'Olivia Owner', role: 'owner' },
      context: { ip: '127.0.0.1', http: { method: 'PATCH', route: '/v1/members/:id', status: 200 } },
    });
    const unready = await mara.client.get('/v1/members').expect(403);
    expect(unready.body.code).toBe('factor.enrolment_required');
    const { client } = await enrol(test, mara);
    await client.get('/v1/members').expect(200);
    await owner.client.patch(`/v1/members/${id}`, { role: 'member' }).expect(200);
    const refused = await client.get('/v1/members').expect(403);
    expect(refused.body).toMatchObject({
      code: 'permission.missing',
      detail: expect.stringContaining('members:manage'),
    });
    expect(await last()).toMatchObject({
      action: 'member_list.viewed',
      outcome: 'denied',
      actor: { name: 'Mara Member' },
    });
  });

  it('lets nobody climb', async () => {
    const admin = await signIn(test, 'adam@example.com');
    const adminId = await memberIdOf(owner, admin.email);
    const ownerId = await memberIdOf(owner, owner.email);
    const maraId = await memberIdOf(owner, 'mara@example.com');
    const refusals = [
      await admin.client.patch(`/v1/members/${adminId}`, { role: 'owner' }),
      await admin.client.patch(`/v1/members/${adminId}`, { role: 'member' }),
      await admin.client.patch(`/v1/members/${ownerId}`, { role: 'member' }),
      await admin.client.patch(`/v1/members/${maraId}`, { role: 'owner' }),
      await admin.client.delete(`/v1/members/${ownerId}`),
      await admin.client.post('/v1/invitations', { email: 'eve@example.com', role: 'owner' }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'role.beyond_own'],
      [403, 'member.own_role'],
      [403, 'role.beyond_own'],
      [403, 'role.beyond_own'],
      [403, 'role.beyond_own'],
      [403, 'role.beyond_own'],
    ]);
    expect(await last()).toMatchObject({ action: 'invitation.created', outcome: 'denied' });
  });

  it('keeps the last Owner', async () => {
    const ownerId = await memberIdOf(owner, owner.email);
    for (const refused of [
      await owner.client.delete(`/v1/members/${ownerId}`),
      await owner.client.patch(`/v1/members/${ownerId}`, { role: 'admin' }),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([409, 'member.last_owner']);
    }
    await expect(test.superuser.query(`DELETE FROM members WHERE id = $1`, [ownerId])).rejects.toThrow(
      'an organization needs an Owner',
    );
  });

  it('removes a member, whose sessions end', async () => {
    const rita = await join(test, owner, 'rita@example.com', 'auditor', 'Rita');
    await owner.client.delete(`/v1/members/${await memberIdOf(owner, rita.email)}`).expect(204);
    await rita.client.get('/v1/session').expect(401);
    const wrong = await test.anonymous
      .post('/v1/sessions', { email: rita.email, password: PASSWORD })
      .expect(401);
    expect(wrong.body.code).toBe('session.wrong_credentials');
  });

  it('lets a member leave', async () => {
    const leo = await join(test, owner, 'leo@example.com', 'member', 'Leo');
    await leo.client.delete(`/v1/members/${await memberIdOf(owner, leo.email)}`).expect(403);
    await leo.client.delete('/v1/members/me').expect(204);
    await leo.client.get('/v1/session').expect(401);
    expect(await last()).toMatchObject({ action: 'member.left', summary: 'Leo left the organization' });
  });

  it('lets an existing account join by its password, or signed in', async () => {
    const founder = await signIn(test, 'adam@example.com');
    const { body: clinic } = await founder.client
      .post('/v1/organizations', { name: 'Second Clinic' })
      .expect(201);
    const second = await signIn(test, 'adam@example.com', clinic.id);
    await second.client.post('/v1/invitations', { email: owner.email, role: 'auditor' }).expect(201);
    const path = `/v1/invitations/${await invitationToken(test, owner.email)}/acceptance`;
    await test.anonymous.post(path, { name: 'x', password: 'not the right password' }).expect(401);
    expect((await test.events(clinic.id)).at(-1)).toMatchObject({
      action: 'invitation.accepted',
      outcome: 'failure',
      actor: { type: 'anonymous' },
    });
    await owner.client.post(path, {}).expect(201);
    const { body } = await owner.client.get('/v1/session').expect(200);
    expect(body.organizations.map(({ role }: { role: string }) => role)).toEqual(['owner', 'auditor']);
  });
});
