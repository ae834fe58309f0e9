import { startTestApp, type TestApp } from '../support/test-app';
import { PASSWORD, signIn, signUpOwner, type TestPerson } from '../support/test-people';

describe('set-up and sign-in', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  it('founds the first organization, once', async () => {
    const events = await test.events(owner.organizationId);
    expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['installation.set_up', 'success'],
      ['session.signed_in', 'success'],
      ['totp.enrolment_begun', 'success'],
      ['totp.enrolled', 'success'],
    ]);
    expect(events[0]?.summary).toBe('Olivia Owner set up Daybook and founded the organization Acme Clinic');
    const again = await test.anonymous
      .post('/v1/setup', {
        token: 'x',
        organization: 'A',
        name: 'B',
        email: 'b@example.com',
        password: PASSWORD,
      })
      .expect(409);
    expect(again.body.code).toBe('setup.already_done');
  });

  it('tells who is signed in', async () => {
    const { body } = await owner.client.get('/v1/session').expect(200);
    expect(body).toMatchObject({
      account: { email: owner.email },
      organization: { name: 'Acme Clinic' },
      role: 'owner',
    });
  });

  it('answers an unknown address as a wrong password', async () => {
    const wrong = await test.anonymous.post('/v1/sessions', { email: owner.email, password: 'not it' });
    const unknown = await test.anonymous.post('/v1/sessions', {
      email: 'nobody@example.com',
      password: 'not it',
    });
    const { request_id: _, ...wrongBody } = wrong.body;
    const { request_id: __, ...unknownBody } = unknown.body;
    expect(wrong.status).toBe(401);
    expect([unknown.status, unknownBody]).toEqual([401, wrongBody]);
    const own = (await test.events(owner.organizationId)).at(-1);
    expect(own).toMatchObject({
      action: 'session.signed_in',
      outcome: 'failure',
      actor: { type: 'anonymous' },
      details: { email: owner.email },
    });
    const platform = (await test.events('00000000-0000-0000-0000-000000000000')).at(-1);
    expect(platform).toMatchObject({
      action: 'session.signed_in',
      outcome: 'failure',
      details: { email: 'nobody@example.com' },
    });
  });

  it.each([
    [{ email: 'a@example.com' }, 422],
    [{ email: 1, password: 'x' }, 422],
    [{ email: 'a@example.com', password: ['x'] }, 422],
    [{ email: 'x'.repeat(100_000), password: 'x' }, 422],
    [{ email: '𝒳'.repeat(200), password: 'x' }, 401],
    [{ email: 'a@example.com', password: 'x'.repeat(100_000) }, 422],
    [{ email: 'a@example.com', password: 'x', organization_id: 'y', more: 1 }, 401],
  ])('takes nothing for a password that is none (%#)', async (body, status) => {
    expect((await test.anonymous.post('/v1/sessions', body)).status).toBe(status);
  });

  it('signs out', async () => {
    const session = await signIn(test, owner.email);
    await session.client.delete('/v1/session').expect(204);
    await session.client.get('/v1/session').expect(401);
    await owner.client.get('/v1/session').expect(200);
  });
});
