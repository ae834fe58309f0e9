import { AuthHousekeeping } from '../../src/modules/auth/auth.housekeeping';
import { OperatorFactorReset } from '../../src/modules/auth/auth.operator-factor-reset';
import { startTestApp, type TestApp } from '../support/test-app';
import {
  foundAnother,
  join,
  memberIdOf,
  openSession,
  signIn,
  signUpOwner,
  type TestPerson,
} from '../support/test-people';

const HOUR_MS = 3_600_000;

describe('a member who has lost their factors', () => {
  let test: TestApp;
  let owner: TestPerson;
  let adam: TestPerson;
  let id: string;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    adam = await join(test, owner, 'adam@example.com', 'admin', 'Adam Admin');
    id = await memberIdOf(owner, adam.email);
  });
  afterAll(() => test.close());

  const path = (): string => `/v1/members/${id}/factor-reset`;
  const due = () => test.app.get(AuthHousekeeping).resetLostFactors();
  const last = async () => (await test.events(owner.organizationId)).at(-1);

  it('is helped by an Owner only, and not by themselves', async () => {
    await adam.client.post(path()).expect(403);
    const own = await owner.client
      .post(`/v1/members/${await memberIdOf(owner, owner.email)}/factor-reset`)
      .expect(409);
    expect(own.body.code).toBe('factor_reset.own');
  });

  it('hears of it, and can call it off with half a sign-in', async () => {
    await owner.client.post(path()).expect(201);
    await owner.client.post(path()).expect(409);
    expect((await test.events(owner.organizationId)).at(-2)?.summary).toBe(
      'Olivia Owner asked to have the second factors of Adam Admin reset in a day',
    );
    const { rows } = await test.superuser.query(
      `SELECT recipient FROM mails WHERE subject = 'Second factors of Adam Admin' ORDER BY 1`,
    );
    expect(rows.map(({ recipient }) => recipient)).toEqual(['adam@example.com', 'olivia@example.com']);
    const half = await openSession(test, adam.email);
    await test.client(half.token).delete('/v1/account/factor-reset').expect(204);
    expect((await last())?.summary).toBe(
      'Adam Admin cancelled the reset of the second factors of Adam Admin',
    );
    await owner.client.delete(path()).expect(404);
    test.clock.advance(25 * HOUR_MS);
    expect(await due()).toBe(0);
  });

  it('enrols anew after a day', async () => {
    owner = await signIn(test, owner.email);
    await owner.client.post(path()).expect(201);
    test.clock.advance(24 * HOUR_MS - 1_000);
    expect(await due()).toBe(0);
    const before = await signIn(test, adam.email);
    test.clock.advance(1_000);
    expect(await due()).toBe(1);
    expect(await last()).toMatchObject({
      action: 'factor_reset.done',
      summary: 'Daybook reset the second factors of Adam Admin, as an Owner had asked a day before',
    });
    await before.client.get('/v1/session').expect(401);
    expect((await openSession(test, adam.email)).factors.enrolment_required).toBe(true);
    adam = await signIn(test, adam.email);
  });

  it('is out of reach of the Owner of another organization', async () => {
    owner = await signIn(test, owner.email);
    await foundAnother(test, adam, 'Second Clinic');
    const refused = await owner.client.post(path()).expect(409);
    expect(refused.body.code).toBe('factor_reset.belongs_elsewhere');
  });

  it('is helped by the operator at once, and every organization knows', async () => {
    await test.app.get(OperatorFactorReset).reset('adam@example.com');
    expect((await openSession(test, adam.email)).factors.enrolment_required).toBe(true);
    const events = await test.events();
    const told = events.filter(({ action }) => action === 'factor_reset.done_by_operator');
    expect(new Set(told.map(({ organization_id }) => organization_id)).size).toBe(2);
  });
});
