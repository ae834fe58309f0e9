import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { VerifierProgram } from '../../src/modules/exports/http/verifier-program';
import { SampleLog } from '../support/sample-log';
import { SIGNING, zipped } from '../support/signed-export';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { buildVerifier, runVerifier } from '../support/verifier-file';

const LOG = new SampleLog(
  Array.from({ length: 60 }, (_, n) => ({
    summary: `note ${n} 🩺`,
    details: { n, text: 'ä'.repeat(n * 20) },
  })),
  { 12: ['actor'] },
);

/** The one file as a page imports it: by the server's own address and policy, with the browser's cryptography. */
describe('the verifier in a browser', () => {
  let test: TestApp;
  let browser: TestBrowser;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'daybook-test-'));
    const program = new VerifierProgram(await buildVerifier(directory));
    test = await startTestApp({ overrides: [{ token: VerifierProgram, value: program }] });
    // A page whose policy lets scripts of the site in; that of an answer of the API lets nothing in.
    browser = await openBrowser(`${test.url}/docs`);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
    rmSync(directory, { recursive: true });
  });

  interface Said {
    readonly ok: boolean;
    readonly lines: string[];
  }

  /** Runs the body of an async function in the page: as text, so that no compiler of ours turns its import into something else. */
  const inPage = (bytes: Buffer, body: string): Promise<unknown> =>
    browser.page.evaluate(`(async () => {
      const { verifyFile, webTools } = await import('/verifier/daybook-verify.mjs');
      const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (character) => character.charCodeAt(0));
      const keys = ${JSON.stringify([SIGNING.publicKeyPem])};
      ${body}
    })()`);

  const inBrowser = (bytes: Buffer): Promise<unknown> =>
    inPage(
      bytes,
      `const { ok, findings } = await verifyFile(new Blob([bytes]), { keys });
       const kind = (one) => (one.ok ? (one.note ? 'note  ' : 'ok    ') : 'WRONG ');
       return { ok, lines: findings.map((one) => kind(one) + ' ' + one.says) };`,
    );

  const inNode = async (bytes: Buffer): Promise<Said> => {
    writeFileSync(join(directory, 'file'), bytes);
    writeFileSync(join(directory, 'key.pem'), SIGNING.publicKeyPem);
    const { code, output } = await runVerifier(directory, 'file', '--key', 'key.pem');
    const lines = output.split('\n').filter((line) => /^(ok {4}|note {2}|WRONG )/.test(line));
    return { ok: code === 0, lines };
  };

  const altered = (text: string, by: string): Buffer => {
    const entries = LOG.export([3, 12, 13, 40]);
    return zipped(
      entries.set('events.ndjson', Buffer.from(String(entries.get('events.ndjson')).replace(text, by))),
    );
  };

  it.each<[string, boolean, () => Buffer]>([
    ['an export', true, () => zipped(LOG.export([3, 12, 13, 40]))],
    [
      'a JSON export of a whole log',
      true,
      () =>
        zipped(
          LOG.export(
            Array.from({ length: 60 }, (_, n) => n + 1),
            'json',
          ),
        ),
    ],
    ['an export with a changed event', false, () => altered('note 12', 'note 13')],
    ['an export that was cut off', false, () => zipped(LOG.export([3, 12])).subarray(0, -30)],
    ['a proof', true, () => Buffer.from(JSON.stringify(LOG.proof(12)))],
    [
      'a proof with a changed event',
      false,
      () => Buffer.from(JSON.stringify(LOG.proof(12)).replace('note 11', 'note 10')),
    ],
    ['a checkpoint', true, () => Buffer.from(LOG.note())],
    ['a checkpoint that was changed', false, () => Buffer.from(LOG.note().replace('\n60\n', '\n61\n'))],
  ])(
    'says of %s what it says in Node',
    async (_what, ok, make) => {
      const bytes = make();
      const [page, node] = [await inBrowser(bytes), await inNode(bytes)];
      expect(page).toEqual(node);
      expect(node.ok).toBe(ok);
      expect(node.lines.length).toBeGreaterThan(0);
    },
    30_000,
  );

  it('refuses what stands behind compressed data', async () => {
    const content = Buffer.concat([deflateRawSync(Buffer.from('events')), Buffer.from('more')]);
    const refused = await inPage(
      content,
      `const pieces = async function* () { yield bytes; };
       try {
         for await (const chunk of webTools.inflate(pieces()));
         return false;
       } catch {
         return true;
       }`,
    );
    expect(refused).toBe(true);
    expect(readFileSync(join(directory, 'daybook-verify.mjs'), 'utf8')).not.toMatch(/^import /m);
  });
});
