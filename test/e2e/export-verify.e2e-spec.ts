import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EXPORT_OPTIONS } from '../../src/modules/exports/building/export-options';
import type { Export, SigningKeyList } from '../../src/modules/exports/exports.contract';
import { EXPORT_FORMATS } from '../../src/modules/exports/exports.formats';
import { download, type Exported } from '../support/exported';
import { anEvent } from '../support/log-fixture';
import { runCli, runVerify } from '../support/run-cli';
import { zipped } from '../support/signed-export';
import { startTestApp, type TestApp } from '../support/test-app';
import { TEST_SECRET } from '../support/test-database';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';
import { readZip } from '../support/zip';

const OPTIONS = { partRows: 40, leaseMs: 10_000, mostFailures: 2 };

/** The whole way of a file: asked for by one person, checked by another who has nothing but it and a public key. */
describe('a downloaded export', () => {
  let test: TestApp;
  let owner: TestPerson;
  let directory: string;
  let key: string;

  beforeAll(async () => {
    test = await startTestApp({ overrides: [{ token: EXPORT_OPTIONS, value: OPTIONS }] });
    owner = await signUpOwner(test);
    directory = mkdtempSync(join(tmpdir(), 'daybook-test-'));
    const events = Array.from({ length: 100 }, (_, n) =>
      anEvent({ source: 'ehr', summary: `note ${n}, with "quotes"\nand 🩺`, details: { n } }),
    );
    await test.app.get(EventWriter, { strict: false }).write(owner.organizationId, events);
    const { body } = await test.anonymous.get('/v1/signing-keys').expect(200);
    key = put('key.pem', (body as SigningKeyList).data[0]?.public_key ?? '');
  });

  afterAll(async () => {
    await test.close();
    rmSync(directory, { recursive: true });
  });

  const put = (name: string, content: string | Buffer): string => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };

  const exported = async (format: string): Promise<Exported> => {
    const query = { from: '2026-11-01', source: 'ehr' };
    const { body } = await owner.client.post('/v1/exports', { format, query }).expect(202);
    const { id } = body as Export;
    await until('the export', async () => {
      const { state } = (await owner.client.get(`/v1/exports/${id}`).expect(200)).body as Export;
      return state === 'finished';
    });
    return download(owner.client, id);
  };

  it.each(EXPORT_FORMATS)(
    'in %s is found to be whole by the command, without a server',
    async (format) => {
      const { zip, manifest } = await exported(format);
      const { code, output } = await runVerify(put('export.zip', zip), '--key', key);
      expect(output).toContain('Nothing is wrong with this export.');
      expect(output).toContain(`Export ${manifest.export_id}`);
      expect(output).not.toContain('WRONG');
      expect(code).toBe(0);
      expect(manifest.rows).toBe(100);
    },
    120_000,
  );

  it('of which a row was removed is found out, by the number of the row', async () => {
    const { zip, manifest } = await exported('csv');
    const entries = await readZip(zip);
    const [name = ''] = entries.keys();
    const text = String(entries.get(name));
    const gone = (manifest.first_sequence as number) + 50;
    const row = new RegExp(`\\r\\n${gone},[^]*?(?=\\r\\n${gone + 1},)`);
    entries.set(name, Buffer.from(text.replace(row, '')));
    const { code, output } = await runVerify(put('removed.zip', zipped(entries)), '--key', key);
    expect(code).toBe(1);
    expect(output).toContain('It has 99 rows; the manifest says 100.');
    expect(output).toMatch(
      new RegExp(`WRONG {2}part 2 \\(rows 41 to 80, .*1 row is missing, among them sequence ${gone}\\.`),
    );
  }, 120_000);

  it('has the signature that openssl expects, if it is there', async () => {
    const entries = await readZip((await exported('ndjson')).zip);
    const args = ['pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin'];
    const check = (manifest: Buffer) => {
      const input = ['-in', put('manifest.json', manifest)];
      const signature = ['-sigfile', put('manifest.sig', entries.get('manifest.sig') as Buffer)];
      return spawnSync('openssl', [...args, ...input, ...signature]);
    };
    if (spawnSync('openssl', ['version']).error) return;
    const manifest = entries.get('manifest.json') as Buffer;
    expect(check(manifest).status).toBe(0);
    expect(check(Buffer.concat([manifest, Buffer.from(' ')])).status).not.toBe(0);
  });

  it('is signed by the key that the command prints', async () => {
    const env = { DAYBOOK_SECRET: TEST_SECRET, DATA_DIR: directory, DATABASE_URL: test.database.url };
    const { output } = await runCli(['signing-key'], env);
    const { body } = await test.anonymous.get('/v1/signing-keys').expect(200);
    expect(output).toContain((body as SigningKeyList).data[0]?.public_key);
  }, 120_000);
});
