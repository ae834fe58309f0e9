import { startTestApp, type TestApp } from '../support/test-app';
import { mailedToken, mailsTo } from '../support/test-mail';
import {
  foundAnother,
  join,
  openSession,
  PASSWORD,
  signIn,
  signUpOwner,
  type TestPerson,
} from '../support/test-people';

const NEW_PASSWORD = 'tractor violin moss umbrella';
const MINUTE_MS = 60_000;

describe('an account', () => {
  let test: TestApp;
  let owner: TestPerson;
  let nina: TestPerson;

  beforeEach(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    nina = await join(test, owner, 'nina@example.com', 'member', 'Nina Member');
  });
  afterEach(() => test.close());

  const eventsSince = async (before: number) => (await test.events()).slice(before);
  const countEvents = async () => (await test.events()).length;
  const signInWith = (email: string, password: string) =>
    test.anonymous.post('/v1/sessions', { email, password });

  it('is shown to its holder, who may change its name: one event, before and after', async () => {
    const before = await countEvents();
    const { body } = await nina.client.patch('/v1/account', { name: 'Nina Novak' }).expect(200);
    expect(body).toMatchObject({ name: 'Nina Novak', email: nina.email, pending_email: null });
    const events = await eventsSince(before);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      action: 'account.updated',
      changes: { before: { name: 'Nina Member' }, after: { name: 'Nina Novak' } },
    });
    expect((await nina.client.get('/v1/account').expect(200)).body.name).toBe('Nina Novak');
    await nina.client.patch('/v1/account', { role: 'owner' }).expect(422);
  });

  it('gets another password: all other sessions end, this one goes on under a new token', async () => {
    const other = await signIn(test, nina.email);
    const before = await countEvents();
    const { body } = await nina.client
      .put('/v1/account/password', { current_password: PASSWORD, password: NEW_PASSWORD })
      .expect(200);
    const events = await eventsSince(before);
    expect(events.map(({ action, summary }) => [action, summary])).toEqual([
      ['account.password_changed', 'Nina Member changed their password; 1 other sessions ended'],
    ]);
    await other.client.get('/v1/session').expect(401);
    await nina.client.get('/v1/session').expect(401);
    await test
      .client((body as { token: string }).token)
      .get('/v1/session')
      .expect(200);
    await signInWith(nina.email, PASSWORD).expect(401);
    await signInWith(nina.email, NEW_PASSWORD).expect(201);
    expect((await mailsTo(test, nina.email)).at(-1)).toContain('Subject: Your Daybook password was changed');
  });

  it.each([
    [{ current_password: 'wrong', password: NEW_PASSWORD }, 'password.wrong', '/current_password'],
    [{ current_password: PASSWORD, password: PASSWORD }, 'password.unchanged', '/password'],
    [{ current_password: PASSWORD, password: 'vmzqhdkwyrptna' }, 'password.too_short', '/password'],
    [{ current_password: PASSWORD, password: 'passwordpassword' }, 'password.too_common', '/password'],
    [{ current_password: PASSWORD, password: 'AcmeClinic-2026-!' }, 'password.too_personal', '/password'],
    [{ current_password: PASSWORD, password: 'x'.repeat(1_025) }, 'request.invalid', '/password'],
  ])('does not get a password that is no good: %#', async (body, code, pointer) => {
    const before = await countEvents();
    const answer = await nina.client.put('/v1/account/password', body).expect(422);
    expect(answer.body).toMatchObject({ code, errors: [{ pointer }] });
    expect(await eventsSince(before)).toMatchObject([
      { action: 'account.password_changed', outcome: 'failure' },
    ]);
    await nina.client.get('/v1/session').expect(200);
  });

  it('takes 12 characters beside a second factor', async () => {
    const change = { current_password: PASSWORD, password: 'vmzqhdkwyrpt' };
    await nina.client.put('/v1/account/password', change).expect(422);
    await owner.client.put('/v1/account/password', change).expect(200);
  });

  it('is reset by a link: once, without signing in, and every session ends', async () => {
    const second = await foundAnother(test, owner, 'Second Clinic');
    const before = await countEvents();
    const { body } = await test.anonymous
      .post('/v1/password-resets', { email: ' NINA@example.com' })
      .expect(202);
    expect(Object.keys(body as object)).toEqual(['message']);
    const token = await mailedToken(test, nina.email, 'password-resets');
    const answer = await test.anonymous
      .put(`/v1/password-resets/${token}`, { password: NEW_PASSWORD })
      .expect(204);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await eventsSince(before)).map(({ summary, context }) => [summary, context.http?.route])).toEqual(
      [
        ['Somebody asked to reset the password of nina@example.com', '/v1/password-resets'],
        ['Nina Member set a new password by a mailed link; 1 sessions ended', '/v1/password-resets/:token'],
      ],
    );
    await nina.client.get('/v1/session').expect(401);
    await second.client.get('/v1/session').expect(200);
    await signInWith(nina.email, PASSWORD).expect(401);
    await signInWith(nina.email, NEW_PASSWORD).expect(201);
    const again = await test.anonymous
      .put(`/v1/password-resets/${token}`, { password: `${NEW_PASSWORD} 2` })
      .expect(404);
    expect(again.body.code).toBe('password_reset.not_found');
    expect((await mailsTo(test, nina.email)).at(-1)).toContain('Subject: Your Daybook password was changed');
  });

  it('is reset in each organization that it belongs to, and still asks for its factor', async () => {
    const second = await foundAnother(test, owner, 'Second Clinic');
    await test.anonymous.post('/v1/password-resets', { email: owner.email }).expect(202);
    const token = await mailedToken(test, owner.email, 'password-resets');
    await test.anonymous.put(`/v1/password-resets/${token}`, { password: NEW_PASSWORD }).expect(204);
    for (const organizationId of [owner.organizationId, second.organizationId]) {
      const actions = (await test.events(organizationId)).map(({ action }) => action);
      expect(actions.slice(-2)).toEqual(['password_reset.requested', 'password_reset.completed']);
    }
    const { body } = await signInWith(owner.email, NEW_PASSWORD).expect(201);
    expect(body.factors).toMatchObject({ required: true, verified_by: null });
    await test.client(body.token).get('/v1/members').expect(403);
  });

  it('is not reset by a link older than 15 minutes, by an earlier one after a later was used, or with a bad password', async () => {
    const ask = () => test.anonymous.post('/v1/password-resets', { email: nina.email }).expect(202);
    await ask();
    const late = await mailedToken(test, nina.email, 'password-resets');
    test.clock.advance(15 * MINUTE_MS + 1);
    await test.anonymous.put(`/v1/password-resets/${late}`, { password: NEW_PASSWORD }).expect(404);
    await ask();
    const first = await mailedToken(test, nina.email, 'password-resets');
    await ask();
    const second = await mailedToken(test, nina.email, 'password-resets');
    expect(second).not.toBe(first);
    const refused = await test.anonymous
      .put(`/v1/password-resets/${second}`, { password: 'too short' })
      .expect(422);
    expect(refused.body.code).toBe('password.too_short');
    const both = await Promise.all(
      [1, 2].map(() => test.anonymous.put(`/v1/password-resets/${second}`, { password: NEW_PASSWORD })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404]);
    await test.anonymous.put(`/v1/password-resets/${first}`, { password: NEW_PASSWORD }).expect(404);
  });

  it('gets another address once that is confirmed; the old one is told', async () => {
    const wish = { email: 'nina@new.example', current_password: PASSWORD };
    test.clock.advance(6 * MINUTE_MS);
    expect((await nina.client.patch('/v1/account', { email: wish.email }).expect(403)).body.code).toBe(
      'step_up.required',
    );
    await nina.client.patch('/v1/account', { ...wish, current_password: 'wrong' }).expect(401);
    const before = await countEvents();
    const { body } = await nina.client.patch('/v1/account', wish).expect(200);
    expect(body).toMatchObject({ email: nina.email, pending_email: wish.email });
    const token = await mailedToken(test, wish.email, 'email-changes');
    await test.anonymous.put(`/v1/email-changes/${token}`).expect(204);
    await test.anonymous.put(`/v1/email-changes/${token}`).expect(404);
    const events = (await eventsSince(before)).filter(({ outcome }) => outcome === 'success');
    expect(events.map(({ summary }) => summary)).toEqual([
      'Nina Member asked to use the e-mail address nina@new.example',
      'Nina Member changed their e-mail address from nina@example.com to nina@new.example',
    ]);
    await signInWith(wish.email, PASSWORD).expect(201);
    await signInWith(nina.email, PASSWORD).expect(401);
    const told = (await mailsTo(test, nina.email)).slice(-2).map((text) => /Subject: (.*)/.exec(text)?.[1]);
    expect(told).toEqual([
      'Somebody asked to change the address of your Daybook account',
      'The address of your Daybook account was changed',
    ]);
  });

  it('does not learn which addresses are taken', async () => {
    const wish = (email: string) => nina.client.patch('/v1/account', { email, current_password: PASSWORD });
    const free = await wish('free@example.com').expect(200);
    const taken = await wish(owner.email).expect(200);
    expect({ ...taken.body, pending_email: '' }).toEqual({ ...free.body, pending_email: '' });
    const mail = (await mailsTo(test, owner.email)).at(-1);
    expect(mail).toContain('Subject: Somebody asked to use your address for Daybook');
    expect(mail).not.toContain('/email-changes/');
  });

  it('lists its sessions in all organizations, and ends one or all others', async () => {
    const second = await foundAnother(test, owner, 'Second Clinic');
    const third = await signIn(test, owner.email, owner.organizationId);
    const { body } = await third.client.get('/v1/sessions').expect(200);
    const list = (body as { data: { id: string; organization: { id: string }; current: boolean }[] }).data;
    expect(list.filter(({ current }) => current)).toHaveLength(1);
    expect(list[0]).toMatchObject({ ip: '127.0.0.1', organization: { name: expect.any(String) } });
    const far = list.find(({ organization }) => organization.id === second.organizationId);
    const before = await countEvents();
    await third.client.delete(`/v1/sessions/${far?.id}`).expect(204);
    await second.client.get('/v1/session').expect(401);
    const events = await eventsSince(before);
    expect(
      events
        .filter(({ action }) => action === 'session.revoked')
        .map((e) => e.organization_id)
        .toSorted(),
    ).toEqual([owner.organizationId, second.organizationId].toSorted());
    const answer = await third.client.delete('/v1/sessions').expect(200);
    expect(answer.body.ended).toBeGreaterThan(0);
    await owner.client.get('/v1/session').expect(401);
    await third.client.get('/v1/session').expect(200);
    expect((await third.client.get('/v1/sessions')).body.data).toHaveLength(1);
  });

  it('ends nobody else’s sessions', async () => {
    const { id } = await openSession(test, nina.email);
    const other = await owner.client.delete(`/v1/sessions/${id}`).expect(404);
    const none = await owner.client.delete('/v1/sessions/01936f00-0000-7000-8000-000000000000').expect(404);
    expect(other.body.detail).toBe(none.body.detail);
    await nina.client.get('/v1/session').expect(200);
  });
});
