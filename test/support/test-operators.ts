import { Operators } from '../../src/modules/auth/auth.operators';
import type { OpenedSession } from '../../src/modules/auth/auth.contract';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import type { TestApp } from './test-app';
import { settle } from './test-factors';
import { PASSWORD, personIn, type TestPerson } from './test-people';

/** The one-time passwords that `daybook operator add` showed, by database and address. */
const passwords = new Map<string, string>();

const keyOf = (test: TestApp, email: string): string => `${test.database.url} ${email}`;

/** As `daybook operator add` does; signs them in with the factor that it makes them enrol. */
export async function addOperator(
  test: TestApp,
  email = 'otto@platform.example',
  name = 'Otto Operator',
): Promise<TestPerson> {
  const { password } = await test.app.get(Operators).add(email, name);
  passwords.set(keyOf(test, email), password ?? PASSWORD);
  return signInOperator(test, email);
}

export async function signInOperator(test: TestApp, email: string): Promise<TestPerson> {
  return personIn(test, await settle(test, await openOperatorSession(test, email)));
}

/** A session as the password leaves it. */
export async function openOperatorSession(test: TestApp, email: string): Promise<OpenedSession> {
  const password = passwords.get(keyOf(test, email));
  const body = { email, password, organization_id: PLATFORM_LOG_ID };
  return (await test.anonymous.post('/v1/sessions', body).expect(201)).body as OpenedSession;
}
