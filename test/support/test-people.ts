import { setupToken } from '../../src/modules/auth/auth.setup-token';
import { TEST_SECRET } from './test-database';
import type { TestApp } from './test-app';
import type { TestClient } from './test-client';

export const PASSWORD = 'correct horse battery staple';

export interface TestPerson {
  readonly email: string;
  readonly accountId: string;
  readonly organizationId: string;
  readonly client: TestClient;
  readonly token: string;
}

/** Sets the installation up and signs its Owner in. */
export async function signUpOwner(
  test: TestApp,
  email = 'olivia@example.com',
  name = 'Olivia Owner',
): Promise<TestPerson> {
  const setup = {
    token: setupToken(TEST_SECRET),
    organization: 'Acme Clinic',
    name,
    email,
    password: PASSWORD,
  };
  await test.anonymous.post('/v1/setup', setup).expect(201);
  return signIn(test, email);
}

export async function signIn(test: TestApp, email: string, organizationId?: string): Promise<TestPerson> {
  const body = { email, password: PASSWORD, ...(organizationId ? { organization_id: organizationId } : {}) };
  const { body: session } = await test.anonymous.post('/v1/sessions', body).expect(201);
  const { token, account, organization } = session as {
    token: string;
    account: { id: string };
    organization: { id: string };
  };
  return { email, accountId: account.id, organizationId: organization.id, client: test.client(token), token };
}
