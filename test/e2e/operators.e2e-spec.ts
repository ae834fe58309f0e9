import { UnitOfWork } from '../../src/modules/audit/audit.unit-of-work';
import { Operators } from '../../src/modules/auth/auth.operators';
import { setupToken } from '../../src/modules/auth/auth.setup-token';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import { startTestApp, type TestApp } from '../support/test-app';
import { TEST_SECRET } from '../support/test-database';
import { addOperator, openOperatorSession } from '../support/test-operators';
import { join, PASSWORD, signIn, signUpOwner, type TestPerson } from '../support/test-people';

describe('the operators of the platform', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeEach(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterEach(() => test.close());

  it('are no organization: the installation still waits to be set up', async () => {
    const fresh = await startTestApp();
    try {
      await fresh.app.get(Operators).add('first@platform.example', 'First');
      await signUpOwner(fresh);
      const again = { token: setupToken(TEST_SECRET), organization: 'X', name: 'X', email: 'x@example.com' };
      const { body } = await fresh.anonymous.post('/v1/setup', { ...again, password: PASSWORD }).expect(409);
      expect(body.code).toBe('setup.already_done');
    } finally {
      await fresh.close();
    }
  });

  it('owe a second factor before anything else', async () => {
    const operator = await addOperator(test);
    await test.app.get(Operators).add('nora@platform.example', 'Nora');
    await test.superuser.query(
      `UPDATE accounts SET password_hash = (SELECT password_hash FROM accounts WHERE email = $1) WHERE email = 'nora@platform.example'`,
      [owner.email],
    );
    const bare = { email: 'nora@platform.example', password: PASSWORD };
    const { body: session } = await test.anonymous.post('/v1/sessions', bare).expect(201);
    expect(session).toMatchObject({ role: 'operator', factors: { enrolment_required: true } });
    const { body } = await test.client(session.token).get('/v1/events').expect(403);
    expect(body.code).toBe('factor.enrolment_required');
    const halfOpen = await openOperatorSession(test, operator.email);
    expect(halfOpen.factors.required).toBe(true);
    await test.client(halfOpen.token).get('/v1/events').expect(403);
    await operator.client.get('/v1/events').expect(200);
  });

  it("read the platform's own log, and act there as support", async () => {
    await test.anonymous.post('/v1/sessions', { email: 'ghost@example.com', password: 'x' }).expect(401);
    const operator = await addOperator(test);
    const { body } = await operator.client.get('/v1/events?limit=100').expect(200);
    const events = body.data as { action: string; details: { email?: string }; actor: { type: string } }[];
    expect(events.filter(({ action }) => action === 'operator.added')).toHaveLength(1);
    expect(events.filter(({ details }) => details.email === 'ghost@example.com')).toHaveLength(1);
    const own = (await test.events(PLATFORM_LOG_ID)).filter(({ action }) => action === 'totp.enrolled');
    expect(own.at(-1)?.actor).toMatchObject({
      type: 'support',
      email: operator.email,
      role: 'operator',
      on_behalf_of: 'Daybook platform',
    });
  });

  it('see nothing of a tenant, nor a tenant of them', async () => {
    const operator = await addOperator(test);
    const { body: roles } = await owner.client.get('/v1/roles').expect(200);
    expect(JSON.stringify(roles)).not.toMatch(/operat/);
    const { body: theirs } = await operator.client.get('/v1/roles').expect(200);
    expect(theirs.data.map(({ id }: { id: string }) => id)).toEqual(['operator']);
    await operator.client
      .put('/v1/session/organization', { organization_id: owner.organizationId })
      .expect(404);
    await owner.client.put('/v1/session/organization', { organization_id: PLATFORM_LOG_ID }).expect(404);
    for (const path of ['members', 'invitations', 'api-keys', 'exports', 'activity/users'])
      await operator.client.get(`/v1/${path}`).expect(403);
    const founding = await operator.client.post('/v1/organizations', { name: 'Mine' }).expect(409);
    expect(founding.body.code).toBe('organization.not_as_operator');
  });

  it('are kept out of every tenant by the database itself, whatever they are let ask', async () => {
    await addOperator(test);
    const tables = await test.superuser.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND t.table_type = 'BASE TABLE'`,
    );
    expect(tables.rows.length).toBeGreaterThan(20);
    const seen = await test.app.get(UnitOfWork).run(PLATFORM_LOG_ID, async (manager) => {
      const foreign: string[] = [];
      for (const { name } of tables.rows) {
        const readable = await manager.query(`SELECT has_table_privilege('${name}', 'SELECT') AS yes`);
        if (!(readable as [{ yes: boolean }])[0].yes) continue;
        const rows: unknown[] = await manager.query(
          `SELECT 1 FROM ${name} WHERE organization_id = $1 LIMIT 1`,
          [owner.organizationId],
        );
        if (rows.length > 0) foreign.push(name);
      }
      return foreign;
    });
    expect(seen).toEqual([]);
    const { rows } = await test.superuser.query('SELECT 1 FROM events WHERE organization_id = $1', [
      owner.organizationId,
    ]);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('are not made by tenants, by whichever way', async () => {
    await addOperator(test);
    const mia = await join(test, owner, 'mia@example.com', 'member');
    const members = (await owner.client.get('/v1/members').expect(200)).body.data as {
      id: string;
      email: string;
    }[];
    const id = members.find(({ email }) => email === mia.email)?.id ?? '';
    await owner.client.patch(`/v1/members/${id}`, { role: 'operator' }).expect(422);
    await owner.client.post('/v1/invitations', { email: 'i@example.com', role: 'operator' }).expect(422);
    await owner.client.post('/v1/roles', { name: 'R', permissions: ['support:operate'] }).expect(422);
    await owner.client.post('/v1/roles', { name: 'Operator', permissions: ['audit:read'] }).expect(409);
    await owner.client.post('/v1/api-keys', { name: 'K', scopes: ['support:operate'] }).expect(422);
    await expect(
      test.superuser.query(`UPDATE members SET role = 'operator' WHERE id = $1`, [id]),
    ).rejects.toThrow(/members_operators_check/);
    await expect(
      test.superuser.query('UPDATE members SET organization_id = $2 WHERE id = $1', [id, PLATFORM_LOG_ID]),
    ).rejects.toThrow(/members_operators_check/);
  });

  it('who are members elsewhere keep the two apart, and sign in as operators only when they say so', async () => {
    const ada = await join(test, owner, 'ada@example.com', 'admin');
    await test.superuser.query(`UPDATE members SET created_at = created_at + interval '1 day'`);
    await test.app.get(Operators).add(ada.email);
    const member = await signIn(test, ada.email);
    expect(member.organizationId).toBe(owner.organizationId);
    await member.client.get('/v1/members').expect(200);
    const switched = await member.client
      .put('/v1/session/organization', { organization_id: PLATFORM_LOG_ID })
      .expect(200);
    expect(switched.body.role).toBe('operator');
    await test.client(switched.body.token).get('/v1/members').expect(403);
    await test.client(member.token).get('/v1/session').expect(401);
    await expect(test.app.get(Operators).add(ada.email)).rejects.toMatchObject({ code: 'operator.exists' });
  });

  it('are out at once when they are removed, and may resign', async () => {
    const operators = test.app.get(Operators);
    const otto = await addOperator(test);
    const nina = await addOperator(test, 'nina@platform.example', 'Nina');
    expect((await operators.list()).map(({ name, factors }) => [name, factors.includes('totp')])).toEqual([
      ['Otto Operator', true],
      ['Nina', true],
    ]);
    await operators.remove(otto.email);
    await otto.client.get('/v1/events').expect(401);
    await expect(operators.remove(otto.email)).rejects.toMatchObject({ code: 'operator.not_found' });
    await nina.client.delete('/v1/members/me').expect(204);
    await nina.client.get('/v1/session').expect(401);
    const actions = (await test.events(PLATFORM_LOG_ID)).map(({ action }) => action);
    for (const action of ['operator.removed', 'operator_list.viewed', 'member.left'])
      expect(actions).toContain(action);
  });
});
