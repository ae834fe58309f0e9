import { setupToken } from '../../src/modules/auth/auth.setup-token';
import { Secret } from 'otpauth';
import { codeAt, stepOf } from '../../src/modules/auth/mfa/totp/totp-code';
import { hashToken } from '../../src/platform/crypto/tokens';
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

/** The Owner's session as if it were new: filling takes longer than one may idle, and a proof is good for five minutes. */
export async function freshen({ admin }: Stage, { organizationId, session }: Access): Promise<void> {
  await admin.pool.query(
    `INSERT INTO sessions (organization_id, id, account_id, token_hash, created_at, last_seen_at, expires_at, password_at, factor_at)
     SELECT $1, uuidv7(), id, $2, now(), now(), now() + interval '12 hours', now(), now() FROM accounts WHERE email = $3
     ON CONFLICT (token_hash) DO UPDATE SET last_seen_at = now(), factor_at = now()`,
    [organizationId, hashToken(session), EMAIL],
  );
}
