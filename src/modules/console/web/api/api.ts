import { connection, markSeen } from './connection';
import { ApiError, type Problem } from './problem';
import { askToStepUp } from './step-up';

export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

interface Request {
  readonly body?: unknown;
  readonly query?: Parameters;
  readonly signal?: AbortSignal;
  /** The answer is a file: a `Blob`. */
  readonly isFile?: boolean;
}

/** Told when the server no longer knows the session. */
let onSignedOut = (): void => undefined;
export const whenSignedOut = (listener: () => void): void => {
  onSignedOut = listener;
};

/**
 * One request to the API of the page's own server. Where it asks for a fresh proof, the person is asked in place, and the request
 * goes on afterwards.
 * @throws ApiError with the problem document as the server wrote it
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the contract vouches for the shape
export async function api<T>(method: string, path: string, request: Request = {}): Promise<T> {
  try {
    return await send<T>(method, path, request);
  } catch (error) {
    const problem = error instanceof ApiError ? error.problem : null;
    if (problem?.code === 'step_up.required' && (await askToStepUp(problem.methods ?? [])))
      return send<T>(method, path, request);
    if (problem?.status === 401 && !path.startsWith('/v1/sessions')) onSignedOut();
    throw error;
  }
}

async function send<T>(method: string, path: string, request: Request): Promise<T> {
  const response = await answerTo(method, path, request);
  markSeen();
  if (request.isFile) return (await response.blob()) as T;
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

/**
 * The body of an answer that comes bit by bit. Following one is not a sign of a person, so it keeps no session alive.
 * @throws ApiError as `api` does
 */
export async function stream(
  path: string,
  request: Request,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { body } = await answerTo('GET', path, request);
  return body ?? new ReadableStream();
}

async function answerTo(method: string, path: string, request: Request): Promise<Response> {
  const { body, query, signal } = request;
  const response = await reach(path + queryText(query), {
    method,
    credentials: 'same-origin',
    headers: headersOf(path, body),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  connection.set(response.status === 503 ? 'unavailable' : 'fine');
  if (!response.ok) throw new ApiError(await problemIn(response));
  return response;
}

/** What this page's reading of the log is recorded under: once for a query, not once for each of its numbers (ADR 34). */
const VIEW = viewOfTab();

/** The tab's, so that loading the page again is the same view. */
function viewOfTab(): string {
  const known = sessionStorage.getItem('daybook.view');
  const view = known ?? crypto.getRandomValues(new Uint32Array(4)).join('-');
  if (known === null) sessionStorage.setItem('daybook.view', view);
  return view;
}

const headersOf = (path: string, body: unknown): Record<string, string> => ({
  ...(path.startsWith('/v1/events') ? { 'daybook-view': VIEW } : {}),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
});

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    connection.set('offline');
    const detail = 'The server cannot be reached. Nothing was changed; this goes on once it can.';
    throw new ApiError({ title: 'No connection', status: 0, detail, code: 'network.failed' });
  }
}

async function problemIn(response: Response): Promise<Problem> {
  const text = await response.text();
  const detail = `The server answered ${response.status}.`;
  const requestId = response.headers.get('x-request-id');
  const bare = { title: 'Problem', status: response.status, detail, code: `http.${response.status}` };
  const retryAfter = response.headers.get('retry-after');
  return {
    ...(text.startsWith('{') ? (JSON.parse(text) as Problem) : bare),
    ...(requestId === null ? {} : { request_id: requestId }),
    ...(retryAfter === null ? {} : { retryAfterSeconds: Number(retryAfter) }),
  };
}

/** `?a=1&b=2&b=3`; what is undefined or empty is left out. */
export function queryText(query: Parameters = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value])
      .filter((one) => one !== undefined && one !== '')
      .map((one): [string, string] => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
