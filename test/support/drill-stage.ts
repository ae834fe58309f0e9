import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setupToken } from '../../src/modules/auth/auth.setup-token';
import { identify } from '../../src/platform/database/embedded-postgres/process-identity';
import type { Server } from './drill-load';
import { TestClient } from './test-client';
import { enrolAt } from './test-factors';
import { TEST_SECRET } from './test-database';
import { PASSWORD } from './test-people';

/** Sets an installation up: an Owner's session, and a key for events. */
export async function setUp(url: string): Promise<{ server: Server; organizationId: string }> {
  const email = 'olivia@example.com';
  const anonymous = new TestClient(url);
  const setup = {
    token: setupToken(TEST_SECRET),
    organization: 'Acme Clinic',
    name: 'Olivia Owner',
    email,
    password: PASSWORD,
  };
  await anonymous.post('/v1/setup', setup).expect(201);
  const { body: session } = await anonymous.post('/v1/sessions', { email, password: PASSWORD }).expect(201);
  const opened = session as { token: string; organization: { id: string } };
  const { token } = (await enrolAt(url, opened.token, new Date())).session;
  const { body: key } = await new TestClient(url, token)
    .post('/v1/api-keys', { name: 'drill', scopes: ['events:write'] })
    .expect(201);
  return {
    server: { url, token, apiKey: (key as { key: string }).key },
    organizationId: opened.organization.id,
  };
}

/** The pid of the bundled PostgreSQL of a data directory; null when none lives. */
export function postmasterOf(dataDirectory: string): number | null {
  const path = join(dataDirectory, 'pg18/postmaster.pid');
  if (!existsSync(path)) return null;
  const pid = Number(readFileSync(path, 'utf8').split('\n', 1)[0]);
  return identify(pid) === null ? null : pid;
}

/** The superuser's URL of that PostgreSQL. */
export function superuserUrl(dataDirectory: string): string {
  const password = readFileSync(join(dataDirectory, 'pg18.secret'), 'utf8').trim();
  const port = readFileSync(join(dataDirectory, 'pg18/postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://postgres:${password}@127.0.0.1:${port}/daybook`;
}
