import { OrganizationDeletions } from '../../src/modules/offboarding/offboarding.deletions';
import { DAY_MS } from '../../src/platform/clock/clock';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import { FileStore } from '../../src/platform/files/file-store';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { mailsTo } from '../support/test-mail';
import { foundAnother, join, PASSWORD, signIn, signUpOwner, type TestPerson } from '../support/test-people';

const REASON = 'The clinic closes at the end of the year.';

describe('deleting an organization', () => {
  let test: TestApp;
  let owner: TestPerson;
  let olaf: TestPerson;
  let other: TestPerson;

  beforeEach(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    olaf = await join(test, owner, 'olaf@example.com', 'owner');
    other = await foundAnother(test, olaf, 'Their Clinic');
  });
  afterEach(() => test.close());

  const deletions = (): OrganizationDeletions => test.app.get(OrganizationDeletions);
  const ask = (name = 'Acme Clinic') =>
    owner.client.post('/v1/organization/deletion', { name, reason: REASON });

  /** How many rows each tenant table has of an organization. */
  async function rowsOf(organizationId: string): Promise<Record<string, number>> {
    const { rows } = await test.superuser.query<{ name: string }>('SELECT name FROM tenant_tables()');
    const counts: Record<string, number> = {};
    for (const { name } of [...rows, { name: 'organization_deletions' }]) {
      const found = await test.superuser.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${name} WHERE organization_id = $1`,
        [organizationId],
      );
      counts[name] = found.rows[0]?.n ?? 0;
    }
    return counts;
  }

  async function agreedAndDue(): Promise<void> {
    await ask().expect(201);
    const back = await signIn(test, olaf.email, owner.organizationId);
    await back.client.put('/v1/organization/deletion/approval').expect(200);
    test.clock.advance(30 * DAY_MS + 1_000);
  }

  it('takes the name typed, and says what will happen when', async () => {
    const wrong = await ask('Acme').expect(422);
    expect(wrong.body.errors[0].pointer).toBe('/name');
    const { body } = await ask().expect(201);
    expect(body).toMatchObject({ state: 'requested', reason: REASON });
    expect(body.approval).toMatchObject({ second_person_required: true, state: 'pending' });
    const days = (Date.parse(body.approval.not_before) - Date.parse(body.requested_at)) / DAY_MS;
    expect(days).toBeCloseTo(30, 3);
    expect((await ask().expect(409)).body.code).toBe('organization_deletion.exists');
    expect((await mailsTo(test, olaf.email)).at(-1)).toContain('delete the organization Acme Clinic');
  });

  it('needs another Owner: not the same one, no key, nobody of elsewhere', async () => {
    await ask().expect(201);
    const own = await owner.client.put('/v1/organization/deletion/approval').expect(403);
    expect(own.body.code).toBe('approval.own_request');
    const admin = await join(test, owner, 'adam@example.com', 'admin');
    await admin.client.put('/v1/organization/deletion/approval').expect(403);
    const key = test.client(await mintTestKey(test, owner, ['organization:delete']));
    expect((await key.put('/v1/organization/deletion/approval').expect(403)).body.code).toBe(
      'session.person_required',
    );
    await other.client.put('/v1/organization/deletion/approval').expect(404);
    test.clock.advance(31 * DAY_MS);
    expect(await deletions().run()).toBe(0);
  });

  it('is out of the question while a legal hold is in force, and does not begin either', async () => {
    const hold = { name: 'Lee v. Acme', reason: 'The court asked for it.', query: {} };
    await owner.client.post('/v1/legal-holds', hold).expect(201);
    expect((await ask().expect(409)).body.code).toBe('organization.under_hold');
    await test.superuser.query('DELETE FROM legal_holds');
    await ask().expect(201);
    const back = await signIn(test, olaf.email, owner.organizationId);
    await back.client.put('/v1/organization/deletion/approval').expect(200);
    await owner.client.post('/v1/legal-holds', hold).expect(201);
    test.clock.advance(31 * DAY_MS);
    expect(await deletions().run()).toBe(0);
    expect((await rowsOf(owner.organizationId)).members).toBe(2);
  });

  it('waits thirty days, and can be stopped by any Owner until then', async () => {
    await ask().expect(201);
    const back = await signIn(test, olaf.email, owner.organizationId);
    await back.client.put('/v1/organization/deletion/approval').expect(200);
    test.clock.advance(29 * DAY_MS);
    expect(await deletions().run()).toBe(0);
    const again = await signIn(test, olaf.email, owner.organizationId);
    await again.client.delete('/v1/organization/deletion').expect(204);
    test.clock.advance(2 * DAY_MS);
    expect(await deletions().run()).toBe(0);
    expect((await rowsOf(owner.organizationId)).members).toBe(2);
  });

  it('leaves nothing of it anywhere, and nothing of anybody else touched', async () => {
    const files = test.app.get(FileStore);
    const draft = await files.begin(`exports/${owner.organizationId}/x/old.zip`);
    await draft.write(Buffer.from('x'));
    await draft.publish();
    await agreedAndDue();
    const theirs = await rowsOf(other.organizationId);
    expect(await deletions().run()).toBe(1);
    expect(Object.entries(await rowsOf(owner.organizationId)).filter(([, n]) => n > 0)).toEqual([]);
    expect(await rowsOf(other.organizationId)).toEqual(theirs);
    expect(await files.size(`exports/${owner.organizationId}/x/old.zip`)).toBeNull();
    const { rows } = await test.superuser.query('SELECT email FROM accounts');
    expect(rows).toEqual([{ email: 'olaf@example.com' }]);
    const credentials = { email: owner.email, password: PASSWORD };
    await test.anonymous.post('/v1/sessions', credentials).expect(401);
    await signIn(test, olaf.email, other.organizationId);
  });

  it('is recorded in the platform’s log, and said to everybody who was in it', async () => {
    await agreedAndDue();
    const { last_sequence: events } = (
      await test.superuser.query('SELECT last_sequence::int FROM log_heads WHERE organization_id = $1', [
        owner.organizationId,
      ])
    ).rows[0] as { last_sequence: number };
    await deletions().run();
    const log = await test.events(PLATFORM_LOG_ID);
    const of = (action: string) => log.filter((event) => event.action === action);
    expect(of('organization_deletion.started')).toHaveLength(1);
    expect(of('organization.deleted')).toMatchObject([
      {
        resource: { type: 'organization', id: owner.organizationId, name: 'Acme Clinic' },
        details: { last_sequence: events, accounts: 1 },
        flags: ['critical'],
      },
    ]);
    for (const email of [owner.email, olaf.email])
      expect((await mailsTo(test, email)).at(-1)).toContain('Acme Clinic has been deleted');
  });

  it('goes on where it was stopped, and is recorded once', async () => {
    await agreedAndDue();
    await expect(deletions().run(AbortSignal.abort())).resolves.toBe(0);
    const stop = new AbortController();
    const { rows } = await test.superuser.query('SELECT state FROM organization_deletions');
    expect(rows).toEqual([{ state: 'requested' }]);
    const run = deletions().run(stop.signal);
    setImmediate(() => stop.abort());
    await run.catch(() => undefined);
    await deletions().run();
    const log = await test.events(PLATFORM_LOG_ID);
    expect(log.filter(({ action }) => action === 'organization.deleted')).toHaveLength(1);
    expect(log.filter(({ action }) => action === 'organization_deletion.started')).toHaveLength(1);
  });

  it('is the only way to take rows out: the application’s login cannot without it', async () => {
    const asApp = test.superuser.query(
      `BEGIN; SET LOCAL ROLE daybook_app; SET LOCAL app.organization_id = '${owner.organizationId}'; SELECT delete_organization_rows('events', 10); COMMIT`,
    );
    await expect(asApp).rejects.toThrow('not under way');
    await test.superuser.query('ROLLBACK');
  });
});
