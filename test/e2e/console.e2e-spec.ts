import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ConsoleFiles } from '../../src/modules/console/console.files';
import { NONCE_PLACE } from '../../src/modules/console/console.pages';
import { policyOf } from '../../src/modules/console/serving/policy';
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

  it.each(['/v1/nothing', '/v1', '/assets/b.js', '/assets/..%2findex.html'])(
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

  it('says to a browser that there is no such page, with the status that says so to others', async () => {
    const answer = await fetch(`${test.url}/no/such?page=1`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await answer.text()).toMatch(/nonce="[^"]{20,}"/);
    for (const accept of ['application/json', '*/*']) {
      const other = await fetch(`${test.url}/no/such`, { headers: { accept } });
      expect([other.status, other.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    const posted = await fetch(`${test.url}/no/such`, { method: 'POST', headers: { accept: 'text/html' } });
    expect(posted.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('tells browsers where to report what its policy keeps out', async () => {
    const { headers } = await fetch(`${test.url}/audit-log`);
    expect(headers.get('content-security-policy')).toMatch(/; report-uri \/csp-reports$/);
    expect(policyOf('n', true)).toMatch(/; report-uri \/csp-reports; report-to csp$/);
    expect(headers.get('reporting-endpoints')).toBe('csp="/csp-reports"');
  });

  it('takes such reports from anybody, counts them, and lets no more than they need in', async () => {
    const send = (body: string, type = 'application/csp-report') =>
      fetch(`${test.url}/csp-reports`, { method: 'POST', headers: { 'content-type': type }, body });
    const counted = async () => {
      const metrics = await (await fetch(`${test.url}/metrics`)).text();
      return Number(/daybook_csp_reports_total\{directive="img-src"\} (\d+)/.exec(metrics)?.[1] ?? 0);
    };
    test.clock.standAt(new Date(Math.ceil(Date.now() / 60_000) * 60_000));
    const before = await counted();
    const body = { effectiveDirective: 'img-src', documentURL: 'https://a.example/audit-log?q=secret' };
    const answers = [
      await send(JSON.stringify({ 'csp-report': { 'effective-directive': 'img-src' } })),
      await send(JSON.stringify([{ type: 'csp-violation', body }]), 'application/reports+json'),
      await send('not JSON'),
      await send(`{"csp-report":{"x":"${'x'.repeat(20_000)}"}}`),
      await send('a=b', 'text/plain'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 400, 413, 415]);
    expect((await counted()) - before).toBe(2);
    const others = await Promise.all(Array.from({ length: 80 }, () => send('{}')));
    expect(others.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  it('leaves no events, but addresses that do not exist do', async () => {
    const actions = (await test.events()).map(({ action }) => action);
    expect([...new Set(actions)]).toEqual(['request.unmatched']);
  });

  it('says whether somebody has set the installation up', async () => {
    expect((await test.anonymous.get('/v1/setup').expect(200)).body).toEqual({ set_up: false, demo: null });
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
