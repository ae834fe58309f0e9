import { setupToken } from '../../src/modules/auth/auth.setup-token';
import { Secret } from 'otpauth';
import { codeAt, stepOf } from '../../src/modules/auth/mfa/totp/totp-code';
import { HttpConnection, request } from './http-connection';
import type { Stage } from './stage';

/** What may be done on a server that was just set up. */
export interface Access {
  readonly organizationId: string;
  /** The Owner's session. */
  readonly session: string;
  /** An API key that may send events. */
  readonly key: string;
}

const PASSWORD = 'correct horse battery staple';
const EMAIL = 'bench@example.com';

/** @throws Error with the answer when it is no success. */
export async function call<T>(
  connection: HttpConnection,
  method: string,
  path: string,
  token: string,
  body?: unknown,
): Promise<T> {
  const answer = await connection.send(request(method, path, token, body));
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.toString()}`);
  return (answer.body.length > 0 ? JSON.parse(answer.body.toString()) : undefined) as T;
}

/** Sets the installation up: the first organization, its Owner, signed in, and a key. */
export async function setUp(stage: Stage, port: number): Promise<Access> {
  const connection = await HttpConnection.open(port);
  const owner = { organization: 'Bench', name: 'Bench Owner', email: EMAIL, password: PASSWORD };
  const { id } = await call<{ id: string }>(connection, 'POST', '/v1/setup', '', {
    token: setupToken(stage.secret),
    ...owner,
  });
  const opened = await call<{ token: string }>(connection, 'POST', '/v1/sessions', '', {
    email: EMAIL,
    password: PASSWORD,
  });
  const token = await enrol(connection, opened.token);
  const { key } = await call<{ key: string }>(connection, 'POST', '/v1/api-keys', token, {
    name: 'Bench',
    scopes: ['events:write'],
  });
  connection.close();
  return { organizationId: id, session: token, key };
}

/** An Owner has a second factor before anything else; gives the token after it. */
async function enrol(connection: HttpConnection, session: string): Promise<string> {
  const { key } = await call<{ key: string }>(connection, 'POST', '/v1/account/totp', session);
  const code = codeAt(Buffer.from(Secret.fromBase32(key).bytes), stepOf(new Date()));
  const path = '/v1/account/totp/confirmation';
  return (await call<{ token: string }>(connection, 'PUT', path, session, { code })).token;
}

/** The Owner's proof as if it were new: a bench takes longer than the five minutes it is good for, and idles as long. */
export async function freshen({ admin }: Stage): Promise<void> {
  await admin.use((client) => client.query('UPDATE sessions SET factor_at = now(), last_seen_at = now()'));
}
