import { Secret } from 'otpauth';
import type { OpenedSession } from '../../src/modules/auth/auth.contract';
import { codeAt, stepOf } from '../../src/modules/auth/mfa/totp/totp-code';
import type { TestApp } from './test-app';
import { TestClient } from './test-client';

/** What tests need of a session: its token, and whose it is. */
type Held = Pick<OpenedSession, 'token' | 'account'>;

/** Keys of authenticator apps that tests enrolled, by database and account. */
const keys = new Map<string, Buffer>();

const keyOf = (test: TestApp, accountId: string): string => `${test.database.url} ${accountId}`;

/** Does what a session still owes, as a person with an authenticator app would; gives it back as it is then. */
export async function settle(test: TestApp, session: OpenedSession): Promise<OpenedSession> {
  if (session.factors.enrolment_required) return enrolTotp(test, session);
  return session.factors.required ? verifyTotp(test, session) : session;
}

export async function enrolTotp(test: TestApp, { token, account }: Held): Promise<OpenedSession> {
  const { key, session } = await enrolAt(test.url, token, test.clock.now());
  keys.set(keyOf(test, account.id), key);
  return session;
}

/** The same at any address. */
export async function enrolAt(
  url: string,
  token: string,
  now: Date,
): Promise<{ key: Buffer; session: OpenedSession }> {
  const client = new TestClient(url, token);
  const { body: enrolment } = await client.post('/v1/account/totp').expect(201);
  const key = Buffer.from(Secret.fromBase32((enrolment as { key: string }).key).bytes);
  const code = codeAt(key, stepOf(now));
  const { body } = await client.put('/v1/account/totp/confirmation', { code }).expect(200);
  return { key, session: body as OpenedSession };
}

/** Second step or step-up. Codes are good once in thirty seconds, tests are faster: the step is freed first. */
export async function verifyTotp(test: TestApp, { token, account }: Held): Promise<OpenedSession> {
  await freeStep(test, account.id);
  const code = currentCode(test, account.id);
  const { body } = await test.client(token).post('/v1/session/factors', { type: 'totp', code }).expect(201);
  return body as OpenedSession;
}

export async function freeStep({ superuser }: TestApp, accountId: string): Promise<void> {
  await superuser.query('UPDATE totp_authenticators SET last_step = 0 WHERE account_id = $1', [accountId]);
}

/** What the authenticator app shows, `steps` before or after now. */
export function currentCode(test: TestApp, accountId: string, steps = 0): string {
  const key = keys.get(keyOf(test, accountId));
  if (!key) throw new Error(`no test enrolled an authenticator app for ${accountId}`);
  return codeAt(key, stepOf(test.clock.now()) + steps);
}
