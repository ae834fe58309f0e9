import type { Response } from 'supertest';
import { startTestApp, type TestApp } from '../support/test-app';
import { join, memberIdOf, signIn, signUpOwner, type TestPerson } from '../support/test-people';

const GRACE_MS = 30_000;
const HEADER = 'daybook-session-token';
const COOKIE = '__Host-daybook';

describe('a session whose holder’s role has changed', () => {
  let test: TestApp;
  let owner: TestPerson;
  let aude: TestPerson;
  let id: string;

  beforeAll(async () => {
    test = await startTestApp({
      settings: {
        http: { host: '127.0.0.1', port: 0, publicUrl: 'https://audit.example.com', trustedProxies: [] },
      },
    });
    owner = await signUpOwner(test);
    aude = await join(test, owner, 'aude@example.com', 'auditor', 'Aude Auditor');
    id = await memberIdOf(owner, aude.email);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    owner = await signIn(test, owner.email);
    aude = await signIn(test, aude.email);
  });

  const give = (role: string) => owner.client.patch(`/v1/members/${id}`, { role }).expect(200);
  const ask = (token: string) => test.client(token).get('/v1/session');
  const askByCookie = (token: string) =>
    test.anonymous.get('/v1/session').set('cookie', `${COOKIE}=${token}`);
  const cookieIn = ({ headers }: Response): string | undefined => {
    const cookies = (headers['set-cookie'] ?? []) as unknown as string[];
    return cookies.map((text) => /^__Host-daybook=([\w-]{43});/.exec(text)?.[1]).find(Boolean);
  };
  const rotated = async (): Promise<string> => {
    await give('member');
    await give('auditor');
    return (await ask(aude.token).expect(200)).headers[HEADER] as string;
  };

  it('goes on under a new token; the old one is good for a moment, then dead', async () => {
    const next = await rotated();
    expect(next).toMatch(/^[\w-]{43}$/);
    expect(next).not.toBe(aude.token);
    const late = await ask(aude.token).expect(200);
    const present = await ask(next).expect(200);
    expect([late.headers[HEADER], present.headers[HEADER]]).toEqual([undefined, undefined]);
    test.clock.advance(GRACE_MS);
    await ask(aude.token).expect(401);
    await ask(next).expect(200);
  });

  it('gives a browser the new token as its cookie', async () => {
    await give('member');
    const answer = await askByCookie(aude.token).expect(200);
    const next = cookieIn(answer) as string;
    expect(next).toMatch(/^[\w-]{43}$/);
    expect(answer.headers[HEADER]).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body.role).toBe('member');
    expect(cookieIn(await askByCookie(next).expect(200))).toBeUndefined();
    test.clock.advance(GRACE_MS);
    await askByCookie(aude.token).expect(401);
    await askByCookie(next).expect(200);
    await give('auditor');
  });

  it('is rotated once by requests at once, and also by one that is refused; each is one event', async () => {
    await give('member');
    const before = (await test.events(owner.organizationId)).length;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => aude.client.get('/v1/events').expect(403)),
    );
    expect(answers.filter(({ headers }) => headers[HEADER] !== undefined)).toHaveLength(1);
    expect(await test.events(owner.organizationId)).toHaveLength(before + 6);
    await give('auditor');
  });

  it('is rotated in that organization alone, and for that member', async () => {
    await give('member');
    expect((await owner.client.get('/v1/session').expect(200)).headers[HEADER]).toBeUndefined();
    const { rows } = await test.superuser.query(
      'SELECT bool_and(account_id = $1) AS theirs, count(*)::int AS n FROM sessions WHERE rotate_since IS NOT NULL',
      [aude.accountId],
    );
    expect(rows[0].theirs).toBe(true);
    expect(rows[0].n).toBeGreaterThan(0);
    await give('auditor');
  });

  it('ends with both tokens when its holder signs out', async () => {
    const next = await rotated();
    await test.client(next).delete('/v1/session').expect(204);
    await ask(aude.token).expect(401);
    await ask(next).expect(401);
  });

  it('moved by its first request elsewhere hands out no token that is dead already', async () => {
    await give('member');
    const out = await aude.client.delete('/v1/session').expect(204);
    expect(out.headers[HEADER]).toBeUndefined();
    await ask(aude.token).expect(401);
    await give('auditor');
  });
});
