import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ConsoleFiles } from '../../src/modules/console/console.files';
import { NONCE_PLACE } from '../../src/modules/console/console.pages';
import { startTestApp, type TestApp } from '../support/test-app';
import { temporaryDirectory } from '../support/temporary-directory';

const SCRIPT = `console.log('${'long '.repeat(100)}')`;

function builtConsole(directory: string): ConsoleFiles {
  mkdirSync(join(directory, 'assets'));
  writeFileSync(
    join(directory, 'index.html'),
    `<title>Daybook</title><script src="/assets/a.js" nonce="${NONCE_PLACE}"></script>`,
  );
  writeFileSync(join(directory, 'assets/a.js'), SCRIPT);
  writeFileSync(join(directory, 'assets/a.js.gz'), gzipSync(SCRIPT));
  return new ConsoleFiles(directory);
}

describe('the console', () => {
  let test: TestApp;

  beforeAll(async () => {
    const files = builtConsole(temporaryDirectory());
    test = await startTestApp({ overrides: [{ token: ConsoleFiles, value: files }] });
  }, 60_000);
  afterAll(() => test.close());

  it.each([
    '/',
    '/audit-log?q=source:security&range=30d',
    '/audit-log/events/0198c1b2',
    '/integrity',
    '/setup',
    '/invitations/abc',
    '/password-resets/abc',
  ])('is one page at %s, with a nonce of its own and a policy that allows no inline script', async (path) => {
    const [first, second] = [await fetch(test.url + path), await fetch(test.url + path)];
    const policy = first.headers.get('content-security-policy') ?? '';
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(await first.text()).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
  });

  it('asks beforehand who is signed in, where there is a session and a page that wants one', async () => {
    const pageAt = async (path: string, cookie: string): Promise<string> =>
      (await fetch(test.url + path, { headers: { cookie } })).text();
    expect(await pageAt('/audit-log', 'a=b; daybook=token')).toContain('href="/v1/session"');
    expect(await pageAt('/audit-log', 'a=b')).not.toContain('/v1/session');
    expect(await pageAt('/audit-log', 'notdaybook=token')).not.toContain('/v1/session');
    expect(await pageAt('/setup', 'daybook=token')).not.toContain('/v1/session');
  });

  it('gives its files for ever, as small as the browser takes them', async () => {
    const packed = await fetch(`${test.url}/assets/a.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await packed.text()).toBe(SCRIPT);
    const plain = await fetch(`${test.url}/assets/a.js`, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, SCRIPT]);
  });

  it.each(['/v1/nothing', '/nothing', '/assets/b.js', '/assets/..%2findex.html'])(
    'leaves %s a problem document',
    async (path) => {
      const answer = await fetch(test.url + path, { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
      expect(answer.headers.get('content-security-policy')).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      );
    },
  );

  it('leaves no events, but addresses that do not exist do', async () => {
    const actions = (await test.events()).map(({ action }) => action);
    expect([...new Set(actions)]).toEqual(['request.unmatched']);
  });

  it('says whether somebody has set the installation up', async () => {
    expect((await test.anonymous.get('/v1/setup').expect(200)).body).toEqual({ set_up: false });
  });
});

describe('a console that is not built', () => {
  it('is a problem that says what to do', async () => {
    const test = await startTestApp({ overrides: [{ token: ConsoleFiles, value: new ConsoleFiles(null) }] });
    const { body } = await test.anonymous.get('/').expect(503);
    expect(body).toMatchObject({ code: 'console.not_built' });
    await test.close();
  });
});
