import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EXPORT_OPTIONS } from '../../src/modules/exports/building/export-options';
import type { Export, SigningKeyList } from '../../src/modules/exports/exports.contract';
import { VerifierProgram } from '../../src/modules/exports/http/verifier-program';
import type { EventProof, NewestCheckpoint } from '../../src/modules/integrity/integrity.contract';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { download, type Exported } from '../support/exported';
import { anEvent } from '../support/log-fixture';
import { zipped } from '../support/signed-export';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';
import { buildVerifier, runNode, runVerifier } from '../support/verifier-file';
import { readZip } from '../support/zip';

const OPTIONS = { partRows: 40, leaseMs: 10_000, mostFailures: 2 };

/** Check 6 of issue 6: what is taken away is checked on a machine without Daybook, by the one file, and read; then with a byte changed. */
describe('the walk of an auditor', () => {
  let test: TestApp;
  let owner: TestPerson;
  let desk: string;
  let built: string;

  beforeAll(async () => {
    built = mkdtempSync(join(tmpdir(), 'daybook-test-'));
    desk = mkdtempSync(join(tmpdir(), 'daybook-test-'));
    const program = new VerifierProgram(await buildVerifier(built));
    test = await startTestApp({
      overrides: [
        { token: EXPORT_OPTIONS, value: OPTIONS },
        { token: VerifierProgram, value: program },
      ],
    });
    owner = await signUpOwner(test);
    const events = Array.from({ length: 90 }, (_, n) =>
      anEvent({
        source: 'ehr',
        action: n % 3 === 0 ? 'note.signed' : 'note.read',
        summary: `note ${n} 🩺`,
        details: { n },
      }),
    );
    await test.app.get(EventWriter, { strict: false }).write(owner.organizationId, events);
    const file = await test.anonymous
      .get('/verifier/daybook-verify.mjs')
      .expect(200)
      .buffer(true)
      .parse(asText);
    put('daybook-verify.mjs', file.body as string);
    const { body } = await test.anonymous.get('/v1/signing-keys').expect(200);
    put('key.pem', (body as SigningKeyList).data[0]?.public_key ?? '');
  }, 60_000);
  afterAll(async () => {
    await test.close();
    for (const directory of [desk, built]) rmSync(directory, { recursive: true });
  });

  const put = (name: string, content: string | Buffer): void => writeFileSync(join(desk, name), content);
  const verify = (...args: string[]) => runVerifier(desk, ...args, '--key', 'key.pem');

  const exported = async (format: string, query: object): Promise<Exported> => {
    const { body } = await owner.client.post('/v1/exports', { format, query }).expect(202);
    const { id } = body as Export;
    await until('the export', async () => {
      const { state, progress } = (await owner.client.get(`/v1/exports/${id}`).expect(200)).body as Export;
      return state === 'finished' && progress.percent === 100;
    });
    return download(owner.client, id);
  };

  it('begins with the file, and the sum that others can compare', async () => {
    const { text } = await test.anonymous.get('/verifier/daybook-verify.mjs.sha256').expect(200);
    const file = await test.anonymous
      .get('/verifier/daybook-verify.mjs')
      .expect(200)
      .buffer(true)
      .parse(asText);
    expect(text).toBe(
      `${createHash('sha256')
        .update(file.body as string)
        .digest('hex')}  daybook-verify.mjs\n`,
    );
    expect(file.headers['content-type']).toMatch(/^text\/javascript/);
    expect((file.body as string).slice(0, 500)).toContain('Checks what came from an installation of Daybook');
  });

  it.each([
    ['ndjson', { from: '2000-01-01' }, /No event of the log before the last of them is missing/],
    [
      'json',
      { from: '2026-11-01', action: 'note.signed' },
      /30 events of this file give the root.*Of \d+ events that the filter left out/,
    ],
  ])(
    'reads of an export in %s that each event stands in the log',
    async (format, query, says) => {
      const { zip, manifest } = await exported(format, query);
      put('export.zip', zip);
      const { code, output } = await verify('export.zip');
      expect(output).toMatch(says);
      expect(output).toMatch(
        /ok {5}The checkpoint of the log \S+\/logs\/\S+ \(\d+ events\) is signed by the key that you gave/,
      );
      expect(output).not.toContain('WRONG');
      expect(code).toBe(0);
      expect(manifest.checkpoint?.size).toBeGreaterThanOrEqual(manifest.log_last_sequence);
      const { body: anchors } = await owner.client.get('/v1/anchors').expect(200);
      expect(anchors.places).toContainEqual(
        expect.objectContaining({
          kind: 'export',
          last_success: expect.objectContaining({ size: manifest.checkpoint?.size }),
        }),
      );
    },
    30_000,
  );

  it('reads which event was changed, and what of it', async () => {
    const { zip, name } = await exported('ndjson', { from: '2026-11-01', source: 'ehr' });
    const entries = await readZip(zip);
    const text = String(entries.get(name));
    const { sequence } = JSON.parse(text.split('\n')[50] as string) as { sequence: number };
    entries.set(name, Buffer.from(text.replace('note 50 ', 'note 51 ')));
    put('changed.zip', zipped(entries));
    const { code, output } = await verify('changed.zip');
    expect(code).toBe(1);
    expect(output).toContain(
      `WRONG  Altered: sequence ${sequence}: its target (resource, subject, related and summary).`,
    );
    expect(output).toMatch(/WRONG {2}part 2 \(rows 41 to 80, .*\): was changed/);
    expect(output).toContain('89 events of this file give the root');
  }, 30_000);

  it('encloses the checkpoint in other formats, and says what that does not show', async () => {
    put('export.csv.zip', (await exported('csv', { from: '2026-11-01', source: 'ehr' })).zip);
    const { code, output } = await verify('export.csv.zip');
    expect(code).toBe(0);
    expect(output).toContain('note   This kind of file carries no evidence');
  }, 30_000);

  it('takes the proof of one event, a checkpoint, and the growth of the log since', async () => {
    const sealing = test.app.get(Sealing, { strict: false });
    await sealing.seal(owner.organizationId);
    const older = (await owner.client.get('/v1/checkpoint').expect(200)).body as NewestCheckpoint;
    put('older.txt', older.note);
    await test.app.get(EventWriter, { strict: false }).write(owner.organizationId, [anEvent()]);
    await sealing.seal(owner.organizationId);
    const growth = await owner.client.get(`/v1/consistency-proof?from=${older.size}`).expect(200);
    put('growth.json', JSON.stringify(growth.body));
    const proof = (await owner.client.get('/v1/proofs/5').expect(200)).body as EventProof;
    put('proof.json', JSON.stringify(proof));
    const tlog = await owner.client
      .get('/v1/proofs/5?format=tlog-proof')
      .expect(200)
      .buffer(true)
      .parse(asText);
    put('proof.txt', tlog.body as string);
    for (const file of ['older.txt', 'proof.json', 'proof.txt']) {
      const { code, output } = await verify(file);
      expect([file, code, output]).toEqual([file, 0, expect.stringContaining('Nothing is wrong')]);
    }
    const grown = await verify('growth.json', '--since', 'older.txt');
    expect([grown.code, grown.output]).toEqual([0, expect.stringContaining('the log has only grown')]);

    put('forged.json', JSON.stringify({ ...proof, event: { ...proof.event, outcome: 'failure' } }));
    expect(await verify('forged.json')).toMatchObject({
      code: 1,
      output: expect.stringContaining('WRONG  The event was altered'),
    });
    put('shorter.txt', older.note.replace(`\n${older.size}\n`, `\n${older.size - 1}\n`));
    expect(await verify('shorter.txt')).toMatchObject({
      code: 1,
      output: expect.stringContaining('does not fit its signature'),
    });
    const moved = (tlog.body as string).replace('index 4', 'index 3');
    put('moved.txt', moved);
    expect(await verify('moved.txt')).toMatchObject({
      code: 1,
      output: expect.stringContaining('WRONG  The entry is not number 4'),
    });
  }, 30_000);

  it('runs by a Node that is old enough to say so, and loads into any program', async () => {
    const older = 'data:text/javascript,delete process.getBuiltinModule';
    expect(await runNode(desk, '--import', older, 'daybook-verify.mjs', 'key.pem')).toEqual({
      code: 2,
      output: expect.stringMatching(/^It needs Node 20\.16 or later/),
    });
    const loads = "import { verifyFile } from './daybook-verify.mjs'; console.log(typeof verifyFile)";
    expect(await runNode(desk, '--input-type=module', '-e', loads, 'no-such-program')).toEqual({
      code: 0,
      output: 'function\n',
    });
  });

  it('is told what cannot be checked', async () => {
    expect(await runVerifier(desk)).toMatchObject({ code: 2, output: expect.stringContaining('usage:') });
    expect((await runVerifier(desk, 'nothing.zip')).code).toBe(2);
    expect((await runVerifier(desk, 'key.pem', '--key', 'daybook-verify.mjs')).code).toBe(2);
  });
});

function asText(response: Response, done: (error: Error | null, body: string) => void): void {
  const stream = response as unknown as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, String(Buffer.concat(chunks))));
}
