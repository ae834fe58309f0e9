import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { hashToken } from '../../src/platform/crypto/tokens';
import type { Access } from '../../src/platform/http/declarations';
import type { Route } from '../../src/platform/http/route-table';
import { permissionsOf } from '../../src/modules/organizations/organizations.permissions';
import type { TestApp } from './test-app';
import type { TestPerson } from './test-people';

/** Somebody of the matrix: with a role, with an API key of one scope, or nobody. */
export interface Caller {
  readonly name: string;
  readonly kind: 'person' | 'key' | 'nobody';
  readonly permissions: readonly string[];
  readonly person?: TestPerson;
  readonly token?: string;
}

export const inRole = (name: string, person: TestPerson, permissions = permissionsOf(name)): Caller => ({
  name,
  kind: 'person',
  permissions: [...permissions],
  person,
});

/** The sessions as they were before the matrix. */
export const SESSIONS_KEPT = 'sessions_kept';

/** The table: what the declared access of a route says of a caller. */
export function mayCall({ kind, permissions }: Caller, access: Access | undefined): boolean {
  if (access?.kind === 'public') return true;
  if (kind === 'nobody' || access === undefined) return false;
  if (access.kind === 'signed-in') return kind === 'person';
  return permissions.includes(access.permission) && (access.by !== 'person' || kind === 'person');
}

export interface Answer {
  readonly caller: Caller;
  readonly route: Route;
  /** Whose things the address names. */
  readonly of: 'nobody' | 'others';
  readonly requestId: string;
  readonly status: number;
  readonly code: string | undefined;
}

/** Sends one request of the matrix, with an empty body. A session is cloned first, because some routes end it. */
export async function call(
  test: TestApp,
  caller: Caller,
  route: Route,
  ids: ReadonlyMap<string, string> | null,
): Promise<Answer> {
  const token = caller.person ? await cloneSession(test, caller.person) : caller.token;
  const path = route.path.replaceAll(/:\w+/g, (name) => ids?.get(keyOf(route.path, name)) ?? uuidv7());
  const body = ['POST', 'PUT', 'PATCH'].includes(route.method) ? '{}' : undefined;
  const response = await fetch(`${test.url}${path}`, {
    method: route.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await textOf(response);
  const problem =
    response.status >= 400 && text.startsWith('{') ? (JSON.parse(text) as { code?: string }) : {};
  const requestId = response.headers.get('x-request-id') ?? '';
  return {
    caller,
    route,
    of: ids ? 'others' : 'nobody',
    requestId,
    status: response.status,
    code: problem.code,
  };
}

/** A live stream would go on for ever: that it has begun is answer enough. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  await response.body?.cancel();
  return '';
}

/** `/v1/teams/:id/members/:memberId`, `:id` → `teams :id` */
export const keyOf = (path: string, parameter: string): string => {
  const parts = path.split('/');
  return `${parts[parts.indexOf(parameter) - 1]} ${parameter}`;
};

/** Another session like the person's own: what a request does to it, the next does not feel. */
export async function cloneSession(test: TestApp, { token, organizationId }: TestPerson): Promise<string> {
  const clone = randomBytes(32).toString('base64url');
  await test.superuser.query(
    `INSERT INTO sessions SELECT (jsonb_populate_record(s, jsonb_build_object('id', $3::text, 'token_hash', $4::bytea::text))).*
       FROM ${SESSIONS_KEPT} k, jsonb_populate_record(NULL::sessions, to_jsonb(k)) s WHERE s.organization_id = $1 AND s.token_hash = $2`,
    [organizationId, hashToken(token), uuidv7(), hashToken(clone)],
  );
  return clone;
}

/** Runs the work over all items, a few at once, in order of their beginning. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
