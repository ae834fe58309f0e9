import { verifyFile } from '../../src/verifier/verify';
import type { Export } from '../../src/modules/exports/exports.contract';
import { download } from '../support/exported';
import { startTestApp, type TestApp } from '../support/test-app';
import { join as invite, signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';
import { readZip } from '../support/zip';

describe('the bundle of an organization', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeEach(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterEach(async () => {
    await test.close();
  });

  async function bundle(): Promise<{ zip: Buffer; row: Export }> {
    const { body } = await owner.client.post('/v1/organization/bundle').expect(202);
    const { id } = body as Export;
    const row = await until('the bundle', async () => {
      const { body: now } = await owner.client.get(`/v1/exports/${id}`).expect(200);
      return (now as Export).state === 'finished' && (now as Export);
    });
    return { zip: (await download(owner.client, id)).zip, row };
  }

  it('holds the events and every table, and no secret', async () => {
    await invite(test, owner, 'mia@example.com', 'member', 'Mia');
    await owner.client.post('/v1/teams', { name: 'Night shift' }).expect(201);
    const key = await owner.client
      .post('/v1/api-keys', { name: 'EHR', scopes: ['events:write'] })
      .expect(201);
    const { zip, row } = await bundle();
    expect(row.origin).toBe('offboarding');
    const files = await readZip(zip);
    const lines = (name: string): Record<string, unknown>[] =>
      (files.get(name)?.toString() ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines('tables/organization.ndjson')).toMatchObject([{ name: 'Acme Clinic' }]);
    const emails = lines('tables/accounts.ndjson').map(({ email }) => email);
    expect(new Set(emails)).toEqual(new Set(['mia@example.com', 'olivia@example.com']));
    expect(lines('tables/teams.ndjson')).toMatchObject([{ name: 'Night shift' }]);
    expect(lines('tables/api_keys.ndjson')).toMatchObject([{ name: 'EHR' }]);
    const [events] = [...files.keys()].filter((name) => name.startsWith('daybook-events-'));
    expect(lines(events as string)).toHaveLength(row.progress.rows);
    const all = [...files.values()].map((bytes) => bytes.toString('latin1')).join('\n');
    const hash = await test.superuser.query(`SELECT encode(secret_hash, 'hex') AS hash FROM api_keys`);
    for (const secret of [(key.body as { key: string }).key, (hash.rows[0] as { hash: string }).hash])
      expect(all).not.toContain(secret);
  });

  it('is verified as a whole: a table that was changed is named', async () => {
    const { zip } = await bundle();
    const verdict = await verifyFile(new Blob([zip]));
    expect(verdict.findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict.findings.map(({ says }) => says).join('\n')).toContain('beside it: each is what');
    const at = zip.indexOf('tables/members.ndjson') + 100;
    zip[at] = (zip[at] as number) ^ 1;
    const changed = await verifyFile(new Blob([zip]));
    expect(changed.ok).toBe(false);
    expect(changed.findings.map(({ says }) => says)).toContain('tables/members.ndjson was changed.');
  });

  it('is for Owners', async () => {
    const admin = await invite(test, owner, 'adam@example.com', 'admin');
    await admin.client.post('/v1/organization/bundle').expect(403);
  });
});
