import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MailDelivery } from '../../src/platform/mail/mail-delivery';
import { setupToken } from '../../src/modules/auth/auth.setup-token';
import type { OpenedSession } from '../../src/modules/auth/auth.contract';
import { TEST_SECRET } from './test-database';
import { enrolTotp, settle } from './test-factors';
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

/** Signs in, and does what the session owes: enrols an authenticator app or gives its code. */
export async function signIn(test: TestApp, email: string, organizationId?: string): Promise<TestPerson> {
  return personIn(test, await settle(test, await openSession(test, email, organizationId)));
}

/** A session as the password leaves it, whatever it owes. */
export async function openSession(
  test: TestApp,
  email: string,
  organizationId?: string,
): Promise<OpenedSession> {
  const body = { email, password: PASSWORD, ...(organizationId ? { organization_id: organizationId } : {}) };
  const { body: session } = await test.anonymous.post('/v1/sessions', body).expect(201);
  return session as OpenedSession;
}

export const personIn = (test: TestApp, { token, account, organization }: OpenedSession): TestPerson => ({
  email: account.email,
  accountId: account.id,
  organizationId: organization.id,
  client: test.client(token),
  token,
});

/** Gives somebody an authenticator app. */
export async function enrol(test: TestApp, { token, accountId, email }: TestPerson): Promise<TestPerson> {
  return personIn(test, await enrolTotp(test, { token, account: { id: accountId, name: '', email } }));
}

/** Invites somebody, reads the link from the mail, accepts, signs in. */
export async function join(
  test: TestApp,
  inviter: TestPerson,
  email: string,
  role: string,
  name = email,
): Promise<TestPerson> {
  await inviter.client.post('/v1/invitations', { email, role }).expect(201);
  const token = await invitationToken(test, email);
  await test.anonymous.post(`/v1/invitations/${token}/acceptance`, { name, password: PASSWORD }).expect(201);
  return signIn(test, email, inviter.organizationId);
}

/** The token in the newest mail to an address. */
export async function invitationToken(test: TestApp, email: string): Promise<string> {
  await test.app.get(MailDelivery).settled();
  const directory = path.join(test.settings.dataDirectory, 'mail');
  const mails = readdirSync(directory)
    .toSorted()
    .map((file) => readFileSync(path.join(directory, file), 'utf8'));
  const mail = mails.findLast((text) => text.includes(`To: ${email}`));
  const [, token] = /\/invitations\/([\w-]+)/.exec((mail ?? '').replaceAll('=\r\n', '')) ?? [];
  if (token === undefined) throw new Error(`no mail to ${email} holds an invitation`);
  return token;
}

/** Everybody of an organization by member id, as its Owner sees them. */
export async function memberIdOf(viewer: TestPerson, email: string): Promise<string> {
  const { body } = await viewer.client.get('/v1/members?limit=200').expect(200);
  const member = (body as { data: { id: string; email: string }[] }).data.find(
    (each) => each.email === email,
  );
  return (member as { id: string }).id;
}

/** Another organization, founded by somebody who thereby leaves the first alone: the other tenant of isolation tests. */
export async function foundAnother(test: TestApp, founder: TestPerson, name: string): Promise<TestPerson> {
  const { body } = await founder.client.post('/v1/organizations', { name }).expect(201);
  return signIn(test, founder.email, (body as { id: string }).id);
}
