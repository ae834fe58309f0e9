import { startTestApp, type TestApp } from '../support/test-app';
import { invitationToken, join, PASSWORD, signUpOwner, type TestPerson } from '../support/test-people';

const DAY_MS = 86_400_000;

describe("an organization's settings", () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  const patch = (body: object) => owner.client.patch('/v1/organization', body);

  it('are there from the beginning', async () => {
    const { body } = await owner.client.get('/v1/organization').expect(200);
    expect(body).toMatchObject({
      time_zone: 'UTC',
      working_hours: { monday: null, sunday: null },
      holidays: [],
      mfa_required: false,
      session_idle_minutes: 15,
      session_absolute_hours: 12,
    });
  });

  it('keep what a save does not name', async () => {
    await patch({ contact_email: 'Office@Example.com', address: 'Main Street 1\n12345 Town' }).expect(200);
    await patch({
      working_hours: { monday: { from: '08:00', to: '24:00' }, friday: { from: '09:00', to: '12:00' } },
    });
    await patch({ working_hours: { friday: null }, holidays: [{ date: '2026-12-25', name: 'Christmas' }] });
    const { body } = await patch({ contact_email: null }).expect(200);
    expect(body).toMatchObject({
      address: 'Main Street 1\n12345 Town',
      contact_email: null,
      working_hours: { monday: { from: '08:00', to: '24:00' }, friday: null },
      holidays: [{ date: '2026-12-25', name: 'Christmas' }],
    });
    await patch({}).expect(200);
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'organization.updated',
      summary: 'Olivia Owner changed the settings of Acme Clinic: nothing',
    });
  });

  it.each([
    [{ session_idle_minutes: 4 }],
    [{ session_idle_minutes: 61 }],
    [{ session_absolute_hours: 13 }],
    [{ mfa_required: 'yes' }],
    [{ mfa_required_since: '2020-01-01T00:00:00Z' }],
    [{ name: null }],
    [{ contact_email: 'nobody' }],
    [{ working_hours: { monday: { from: '17:00', to: '08:00' } } }],
    [{ working_hours: { moonday: null } }],
    [{ working_hours: null }],
    [{ holidays: [{ date: '2026-02-30', name: 'x' }] }],
    [
      {
        holidays: [
          { date: '2026-01-01', name: 'x' },
          { date: '2026-01-01', name: 'y' },
        ],
      },
    ],
  ])('refuse %j', async (body) => {
    await patch(body).expect(422);
  });

  it('say since when a factor is asked of everybody, and not anew', async () => {
    const first = await patch({ mfa_required: true }).expect(200);
    test.clock.advance(60_000);
    const second = await patch({ mfa_required: true, session_idle_minutes: 20 }).expect(200);
    expect(second.body.mfa_required_since).toBe(first.body.mfa_required_since);
    const third = await patch({ mfa_required: false }).expect(200);
    expect(third.body.mfa_required_since).toBeNull();
  });

  it('keep all texts of a consent that were ever in force', async () => {
    const path = '/v1/organization/consents/privacy';
    const save = (text: string, title = 'Privacy') =>
      owner.client.put(path, { title, text, required: true }).expect(200);
    expect((await save('One.')).body.version).toBe(1);
    expect((await save('One.', 'Privacy notice')).body.version).toBe(1);
    expect((await save('Two.')).body.version).toBe(2);
    const { body } = await owner.client.get('/v1/organization/consents').expect(200);
    expect(body.data).toMatchObject([{ key: 'privacy', version: 2, text: 'Two.', required: true }]);
    await owner.client.delete(path).expect(204);
    await owner.client.delete(path).expect(404);
    expect((await owner.client.get('/v1/organization/consents').expect(200)).body.data).toEqual([]);
    const { body: versions } = await owner.client.get(`${path}/versions`).expect(200);
    expect(versions.data).toMatchObject([
      { version: 2, text: 'Two.', created_by: { name: 'Olivia Owner' } },
      { version: 1, text: 'One.' },
    ]);
    expect((await save('Two.')).body.version).toBe(2);
    await owner.client.put('/v1/organization/consents/Not%20a%20key', {}).expect(404);
  });

  it('are not for members to change', async () => {
    const mia = await join(test, owner, 'mia@example.com', 'member');
    await mia.client.get('/v1/organization').expect(200);
    await mia.client.patch('/v1/organization', { name: 'Mine' }).expect(403);
    await mia.client
      .put('/v1/organization/consents/x', { title: 'x', text: 'x', required: true })
      .expect(403);
  });
});

describe('an invitation that is sent again', () => {
  let test: TestApp;
  let owner: TestPerson;
  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  it('has another link, for another seven days; the first is dead', async () => {
    const email = 'ivy@example.com';
    const { body } = await owner.client.post('/v1/invitations', { email, role: 'member' }).expect(201);
    const first = await invitationToken(test, email);
    await test.superuser.query('UPDATE invitations SET expires_at = now()');
    const again = await owner.client.post(`/v1/invitations/${body.id}/delivery`).expect(201);
    expect(Math.round((Date.parse(again.body.expires_at) - Date.now()) / DAY_MS)).toBe(7);
    const second = await invitationToken(test, email);
    expect(second).not.toBe(first);
    const accept = (token: string) =>
      test.anonymous.post(`/v1/invitations/${token}/acceptance`, { name: 'Ivy', password: PASSWORD });
    await accept(first).expect(404);
    await accept(second).expect(201);
    await owner.client.post(`/v1/invitations/${body.id}/delivery`).expect(404);
  });

  it('is refused alone among many', async () => {
    const invitations = [
      { email: 'new@example.com', role: 'member' },
      { email: 'ivy@example.com', role: 'member' },
      { email: 'New@Example.com', role: 'auditor' },
      { email: 'odd@example.com', role: '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee' },
    ];
    const { body } = await owner.client.post('/v1/invitations/batch', { invitations }).expect(200);
    expect(body).toMatchObject({ invited: 1, refused: 3 });
    expect(body.items.map(({ problem }: { problem: { code: string } | null }) => problem?.code)).toEqual([
      undefined,
      'member.exists',
      'invitation.exists',
      'request.invalid',
    ]);
    const many = Array.from({ length: 51 }, (_, index) => ({
      email: `p${index}@example.com`,
      role: 'member',
    }));
    await owner.client.post('/v1/invitations/batch', { invitations: many }).expect(422);
  });
});
