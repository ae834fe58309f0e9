import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

describe('a request that ends before the guards', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterAll(() => test.close());

  it.each([
    ['an address without a route', () => owner.client.get('/v1/nowhere'), 404, 'request.unmatched'],
    [
      'malformed JSON',
      () => owner.client.patch('/v1/organization').set('content-type', 'application/json').send('{"name":'),
      400,
      'organization.updated',
    ],
    [
      'an unknown media type',
      () => owner.client.patch('/v1/organization').set('content-type', 'text/csv').send('a'),
      415,
      'organization.updated',
    ],
  ])(
    'is recorded once, in the log and under the name of whoever sent it: %s',
    async (_name, send, status, action) => {
      const before = await test.events(owner.organizationId);
      await send()
        .expect(status)
        .expect('content-type', /problem\+json/);
      const added = (await test.events(owner.organizationId)).slice(before.length);
      expect(
        added.map((event) => [event.action, event.outcome, event.actor.email, event.context.http.status]),
      ).toEqual([[action, 'failure', owner.email, status]]);
    },
  );

  it('stands in the platform log when its token is nobody’s', async () => {
    const before = (await test.events('00000000-0000-0000-0000-000000000000')).length;
    await test.client('nobody').get('/v1/nowhere').expect(404);
    expect((await test.events('00000000-0000-0000-0000-000000000000')).length).toBe(before + 1);
  });
});
