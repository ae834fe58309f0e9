import { hash } from '@node-rs/argon2';
import { v7 as uuidv7 } from 'uuid';
import { HashingQueue } from '../../src/modules/auth/accounts/hashing-queue';
import { PasswordResetMailer } from '../../src/modules/auth/passwords/password-reset-mailer';
import { behindProxy } from '../support/behind-proxy';
import { CHEAP_HASHING } from '../support/cheap-hashing';
import { rounds } from '../support/rounds';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

const EACH = rounds({ all: 300, part: 150 });

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: string;
  readonly ms: number;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number;

/** How often a value of one list is below one of the other: 0.5 when nobody can tell them apart. */
function belowShare(left: readonly number[], right: readonly number[]): number {
  let below = 0;
  for (const a of left) for (const b of right) below += a < b ? 1 : a === b ? 0.5 : 0;
  return below / (left.length * right.length);
}

describe(`${EACH} known and ${EACH} unknown addresses`, () => {
  let test: TestApp;
  let owner: TestPerson;
  let host = 0;
  const known = Array.from({ length: EACH }, (_, n) => `known-${n}@example.com`);
  const unknown = Array.from({ length: EACH }, (_, n) => `nobody${n}@example.com`);

  beforeAll(async () => {
    test = await startTestApp({
      settings: behindProxy(),
    });
    owner = await signUpOwner(test);
    await storePeople();
  });
  afterAll(() => test.close());

  /** Accounts with a membership, as they would be after as many invitations. */
  async function storePeople(): Promise<void> {
    const passwordHash = await hash('not to be guessed', CHEAP_HASHING.value);
    const ids = known.map(() => uuidv7());
    await test.superuser.query(
      `INSERT INTO accounts (id, email, name, password_hash) SELECT i, e, 'Somebody Known', $3 FROM unnest($1::uuid[], $2::text[]) AS t (i, e)`,
      [ids, known, passwordHash],
    );
    await test.superuser.query(
      `INSERT INTO members (organization_id, id, account_id, role) SELECT $1, gen_random_uuid(), i, 'member' FROM unnest($2::uuid[]) AS i`,
      [owner.organizationId, ids],
    );
  }

  async function ask(path: string, body: object): Promise<Seen> {
    const began = performance.now();
    const answer = await fetch(`${test.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.${(host += 1) >> 8}.${host & 255}.1`,
      },
      body: JSON.stringify(body),
    });
    const text = (await answer.text()).replace(/"request_id":"[^"]*"/, '');
    const headers = [...answer.headers.keys()].toSorted().join(' ');
    return { status: answer.status, text, headers, ms: performance.now() - began };
  }

  /** Alternating, so that whatever else the machine does hits both alike. */
  async function compare(
    path: string,
    bodyOf: (email: string) => object,
  ): Promise<{ known: Seen[]; unknown: Seen[] }> {
    const seen = { known: [] as Seen[], unknown: [] as Seen[] };
    for (let n = 0; n < EACH; n++) {
      seen.known.push(await ask(path, bodyOf(known[n] as string)));
      seen.unknown.push(await ask(path, bodyOf(unknown[n] as string)));
    }
    return seen;
  }

  function expectAlike(
    { known: left, unknown: right }: { known: Seen[]; unknown: Seen[] },
    status: number,
  ): void {
    const wordsOf = (list: Seen[]) =>
      new Set(list.map((seen) => `${seen.status} ${seen.text} ${seen.headers}`));
    expect(wordsOf(left).size).toBe(1);
    expect([...wordsOf(left)]).toEqual([...wordsOf(right)]);
    expect(left[0]?.status).toBe(status);
    const [leftTimes, rightTimes] = [left, right].map((list) => list.map(({ ms }) => ms)) as [
      number[],
      number[],
    ];
    const share = belowShare(leftTimes, rightTimes);
    const [a, b] = [median(leftTimes), median(rightTimes)];
    // Either the two cannot be told apart by rank, or by less than what a network hides.
    expect(Math.abs(share - 0.5) < 0.15 || Math.abs(a - b) < 2).toBe(true);
  }

  it('get the same answer to a wrong password, after one hash each', async () => {
    const hashes = jest.spyOn(HashingQueue.prototype, 'run');
    const seen = await compare('/v1/sessions', (email) => ({ email, password: 'not it at all, is it' }));
    expect(hashes).toHaveBeenCalledTimes(2 * EACH);
    hashes.mockRestore();
    expectAlike(seen, 401);
  }, 120_000);

  it('get the same answer to a wish for a new password, after one stored wish each, and no hash', async () => {
    const hashes = jest.spyOn(HashingQueue.prototype, 'run');
    const seen = await compare('/v1/password-resets', (email) => ({ email }));
    expect(hashes).not.toHaveBeenCalled();
    hashes.mockRestore();
    await test.app.get(PasswordResetMailer).settled();
    const { rows } = await test.superuser.query(
      `SELECT account_id IS NOT NULL AS known, count(*)::int, count(handled_at)::int AS handled FROM password_resets GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { known: false, count: EACH, handled: EACH },
      { known: true, count: EACH, handled: EACH },
    ]);
    expectAlike(seen, 202);
  }, 120_000);

  it('leave one event for each attempt: of known ones in their organization, of others in the platform’s log', async () => {
    const count = async (organizationId: string, action: string) =>
      (await test.events(organizationId)).filter((event) => event.action === action).length;
    for (const action of ['session.signed_in', 'password_reset.requested']) {
      expect(await count('00000000-0000-0000-0000-000000000000', action)).toBe(EACH);
      expect(
        (await count(owner.organizationId, action)) - (action === 'session.signed_in' ? 1 : 0),
      ).toBeGreaterThanOrEqual(EACH);
    }
  });
});
