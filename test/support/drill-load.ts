import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './drill-ledger';

export interface Server {
  readonly url: string;
  /** A session's token, for changes. */
  readonly token: string;
  /** An API key, for events. */
  readonly apiKey: string;
}

interface Target extends Server {
  readonly dropping: AbortSignal;
}

/** Answers that say: not now. Nothing is promised then; the change may have been made all the same. */
const INTERRUPTED = Symbol('no answer, or 503');
const PATIENCE_MS = 10_000;
const PAUSE_MS = 25;

/** A host product's event; the same id gives the same bytes, as a retry must. */
export const drillEvent = (id: string): object => ({
  id,
  action: 'drill.happened',
  occurred_at: '2026-11-20T10:00:00.000Z',
  actor: { type: 'user', id: 'u1', name: 'Drill' },
  resource: { type: 'thing', id, name: `Thing ${id}` },
});

/** Clients that go on until they are told to stop, and then see their last request through; or drop it. */
export interface Load {
  stop(): Promise<void>;
  drop(): void;
}

export function load(server: Server, ledger: Ledger, clients: number): Load {
  const stopping = new AbortController();
  const dropping = new AbortController();
  const target = { ...server, dropping: dropping.signal };
  const running = Array.from({ length: clients }, (_, number) =>
    client(target, ledger, number, stopping.signal),
  );
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(running);
  };
  const drop = (): void => {
    stopping.abort();
    dropping.abort();
  };
  return { stop, drop };
}

async function client(target: Target, ledger: Ledger, number: number, stopping: AbortSignal): Promise<void> {
  for (let turn = number; !stopping.aborted; turn++) {
    if (turn % 8 === 0) await rename(target, ledger);
    else if (turn % 8 === 4) await makeKey(target, ledger);
    else await sendEvents(target, ledger, turn % 2 === 0 ? 1 : 2 + (turn % 11));
  }
}

/** Again and again with the same ids, until they are known to be stored. */
async function sendEvents(target: Target, ledger: Ledger, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => drillEvent(randomUUID()));
  const body = count === 1 ? events[0] : { events };
  while (!target.dropping.aborted) {
    const answer = await send(target, ledger, 'POST', '/v1/events', target.apiKey, body as object);
    if (answer === null) return;
    if (answer !== INTERRUPTED) {
      const { items } = answer as { items: { id: string; sequence: number; status: string }[] };
      const kept = items.filter(({ status }) => status === 'stored' || status === 'duplicate');
      if (kept.length !== count) ledger.surprises.push(`not all were kept: ${JSON.stringify(answer)}`);
      return ledger.acknowledge(kept);
    }
    await delay(PAUSE_MS);
  }
}

async function rename(target: Target, ledger: Ledger): Promise<void> {
  const name = `Clinic ${randomUUID()}`;
  const answer = await send(target, ledger, 'PATCH', '/v1/organization', target.token, { name });
  if (answer === INTERRUPTED) await delay(PAUSE_MS);
  else if (answer !== null) ledger.names.add(name);
}

async function makeKey(target: Target, ledger: Ledger): Promise<void> {
  const key = { name: randomUUID(), scopes: ['events:write'] };
  const answer = await send(target, ledger, 'POST', '/v1/api-keys', target.token, key);
  if (answer === INTERRUPTED) await delay(PAUSE_MS);
  else if (answer !== null) ledger.apiKeys.add((answer as { id: string }).id);
}

/** The body of a 2xx; null for what should not happen, which is noted. */
async function send(
  { url }: Target,
  ledger: Ledger,
  method: string,
  path: string,
  token: string,
  body: object,
): Promise<unknown> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    if (response.status !== 503) {
      ledger.surprises.push(`${method} ${path}: ${response.status} ${text}`);
      return null;
    }
  } catch {
    // The connection broke: the same as no answer.
  }
  ledger.interrupted += 1;
  return INTERRUPTED;
}
