import { setupToken } from '../../src/modules/auth/auth.setup-token';
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
  const { token } = await call<{ token: string }>(connection, 'POST', '/v1/sessions', '', {
    email: EMAIL,
    password: PASSWORD,
  });
  const { key } = await call<{ key: string }>(connection, 'POST', '/v1/api-keys', token, {
    name: 'Bench',
    scopes: ['events:write'],
  });
  connection.close();
  return { organizationId: id, session: token, key };
}
