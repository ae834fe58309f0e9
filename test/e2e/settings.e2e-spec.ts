import { setupToken } from '../../src/modules/auth/auth.setup-token';
import { TEST_SECRET } from '../support/test-database';
import { OperatorFounding } from '../../src/modules/auth/auth.operator-founding';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner } from '../support/test-people';

describe('an installation that founds no organizations by itself', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ settings: { organizations: { creation: false } } });
  });
  afterAll(() => test.close());

  it('refuses the wrong set-up token, and short passwords', async () => {
    const setup = {
      token: 'x'.repeat(43),
      organization: 'A',
      name: 'B',
      email: 'b@example.com',
      password: 'correct horse battery staple',
    };
    expect((await test.anonymous.post('/v1/setup', setup).expect(403)).body.code).toBe('setup.wrong_token');
    const short = await test.anonymous
      .post('/v1/setup', { ...setup, token: setupToken(TEST_SECRET), password: 'fourteen chars' })
      .expect(422);
    expect(short.body.errors).toEqual([
      {
        pointer: '/password',
        detail: 'must have at least 15 characters: a few unrelated words are easy to remember',
      },
    ]);
  });

  it('says so', async () => {
    const owner = await signUpOwner(test);
    const refused = await owner.client.post('/v1/organizations', { name: 'Another' }).expect(403);
    expect(refused.body.code).toBe('organizations.creation_disabled');
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'organization.founded',
      outcome: 'denied',
    });
  });

  it('lets its operator found one, for an account that exists or a new one', async () => {
    const operator = test.app.get(OperatorFounding);
    const known = await operator.found('Third Clinic', { email: 'Olivia@Example.com' });
    expect([known.password, known.owner.name]).toEqual([null, 'Olivia Owner']);
    const fresh = await operator.found('Fourth Clinic', { email: 'fay@example.com', name: 'Fay' });
    const body = { email: 'fay@example.com', password: fresh.password };
    expect((await test.anonymous.post('/v1/sessions', body).expect(201)).body.role).toBe('owner');
    expect((await test.events(fresh.organization.id))[0]).toMatchObject({
      action: 'organization.founded',
      summary: 'Daybook founded the organization Fourth Clinic',
      actor: { type: 'system' },
    });
    await expect(operator.found('Fifth', { email: 'new@example.com' })).rejects.toThrow('--owner-name');
  });
});
