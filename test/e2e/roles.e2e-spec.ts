import { v7 as uuidv7 } from 'uuid';
import { startTestApp, type TestApp } from '../support/test-app';
import { join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';

describe("an organization's own roles", () => {
  let test: TestApp;
  let owner: TestPerson;
  let clerk: TestPerson;
  let role: string;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    role = await create('Clerk', ['activity:read:own']);
    clerk = await join(test, owner, 'cleo@example.com', role, 'Cleo Clerk');
  });
  afterAll(() => test.close());

  async function create(name: string, permissions: string[]): Promise<string> {
    const { body } = await owner.client.post('/v1/roles', { name, permissions }).expect(201);
    return body.id;
  }

  it('stand beside the built-in ones', async () => {
    const { body } = await clerk.client.get('/v1/roles').expect(200);
    expect(body.data.map(({ id, built_in }: { id: string; built_in: boolean }) => [id, built_in])).toEqual([
      ['owner', true],
      ['admin', true],
      ['auditor', true],
      ['member', true],
      [role, false],
    ]);
    const { body: session } = await clerk.client.get('/v1/session').expect(200);
    expect(session.organizations[0].role).toBe('Clerk');
    expect(session.permissions).toEqual(['activity:read:own']);
    expect((await test.events(owner.organizationId)).at(-1)?.actor).toMatchObject({ role: 'Clerk' });
  });

  it('act on the next request when they are changed', async () => {
    await clerk.client.get('/v1/events').expect(403);
    await owner.client.patch(`/v1/roles/${role}`, { permissions: ['audit:read'] }).expect(200);
    await clerk.client.get('/v1/events').expect(200);
    await owner.client.patch(`/v1/roles/${role}`, { permissions: ['activity:read:own'] }).expect(200);
    await clerk.client.get('/v1/events').expect(403);
  });

  it('cannot be deleted while somebody has them, or may yet', async () => {
    const inUse = await owner.client.delete(`/v1/roles/${role}`).expect(409);
    expect(inUse.body).toMatchObject({ code: 'role.in_use', detail: expect.stringContaining('Cleo Clerk') });
    const other = await create('Temp', ['audit:read']);
    const { body: invitation } = await owner.client
      .post('/v1/invitations', { email: 'tess@example.com', role: other })
      .expect(201);
    expect(invitation.role_name).toBe('Temp');
    const invited = await owner.client.delete(`/v1/roles/${other}`).expect(409);
    expect(invited.body.detail).toContain('the invitation of tess@example.com');
    await owner.client.delete(`/v1/invitations/${invitation.id}`).expect(204);
    await owner.client.delete(`/v1/roles/${other}`).expect(204);
    await owner.client.post('/v1/invitations', { email: 'tess@example.com', role: other }).expect(422);
  });

  it('have names of their own, and leave the built-in ones alone', async () => {
    for (const name of ['clerk', 'Owner'])
      expect((await owner.client.post('/v1/roles', { name, permissions: ['audit:read'] })).body.code).toBe(
        'role.name_taken',
      );
    expect((await owner.client.patch('/v1/roles/owner', { name: 'x' })).body.code).toBe('role.built_in');
    await owner.client.delete('/v1/roles/member').expect(409);
    await owner.client.delete(`/v1/roles/${uuidv7()}`).expect(404);
    await owner.client.post('/v1/roles', { name: 'w', permissions: ['events:write'] }).expect(422);
    await owner.client.post('/v1/roles', { name: 'w', permissions: [] }).expect(422);
  });

  it('let nobody give, take or change more than they hold', async () => {
    const strong = await create('Strong', ['audit:erase', 'audit:read']);
    const weak = await create('Organizer', ['roles:manage', 'members:manage', 'audit:read']);
    const max = await join(test, owner, 'max@example.com', weak, 'Max');
    const cleo = await memberIdOf(owner, clerk.email);
    const refusals = [
      await max.client.post('/v1/roles', { name: 'x', permissions: ['audit:erase'] }),
      await max.client.patch(`/v1/roles/${role}`, { permissions: ['audit:export'] }),
      await max.client.patch(`/v1/roles/${strong}`, { permissions: ['audit:read'] }),
      await max.client.delete(`/v1/roles/${strong}`),
      await max.client.patch(`/v1/members/${cleo}`, { role: strong }),
      await max.client.post('/v1/invitations', { email: 'y@example.com', role: strong }),
      await max.client.post('/v1/invitations', { email: 'y@example.com', role: 'owner' }),
      await max.client.patch(`/v1/members/${await memberIdOf(owner, owner.email)}`, { role: 'member' }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(
      refusals.map(() => [403, 'role.beyond_own']),
    );
    const own = [
      await max.client.patch(`/v1/roles/${weak}`, { name: 'Mine' }),
      await max.client.patch(`/v1/members/${await memberIdOf(owner, max.email)}`, { role: weak }),
    ];
    expect(own.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'role.own'],
      [403, 'member.own_role'],
    ]);
    const batch = await max.client
      .post('/v1/invitations/batch', { invitations: [{ email: 'z@example.com', role: strong }] })
      .expect(200);
    expect(batch.body).toMatchObject({
      invited: 0,
      refused: 1,
      items: [{ problem: { code: 'role.beyond_own' } }],
    });
  });

  it('do not come by way of an API key that outlives the rights of its maker', async () => {
    const scopes = ['members:manage', 'roles:manage', 'audit:read'];
    const { body } = await owner.client.post('/v1/api-keys', { name: 'robot', scopes }).expect(201);
    const robot = test.client(body.key);
    const cleo = await memberIdOf(owner, clerk.email);
    await robot.get('/v1/members').expect(200);
    for (const answer of [
      await robot.patch(`/v1/members/${cleo}`, { role: 'member' }),
      await robot.post('/v1/roles', { name: 'r', permissions: ['audit:read'] }),
      await robot.post('/v1/invitations', { email: 'r@example.com', role: 'member' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'session.person_required']);
  });
});
