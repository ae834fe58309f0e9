/** A body of a request, made by chance from a seed: the same seed makes the same bodies. */
export interface RandomBody {
  readonly bytes: Buffer;
  readonly type: string;
  readonly path: string;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const TYPES = [
  'application/x-ndjson',
  'application/jsonl',
  'text/plain',
  'application/json; charset=utf-16',
  'application/xml',
];
const KEYS = [
  'id', 'occurred_at', 'source', 'action', 'operation', 'category', 'outcome', 'outcome_reason', 'summary', 'actor', 'type', 'name',
  'email', 'role', 'on_behalf_of', 'resource', 'subject', 'related', 'href', 'changes', 'before', 'after', 'details', 'context', 'ip',
  'user_agent', 'session_id', 'request_id', 'trace_id', 'http', 'flags', 'events', 'sequence', 'recorded_at', 'reported_by', 'redaction',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'password', 'token', '', '/', '~', 'a/b', '0', '\u0000',
]; // prettier-ignore
const TEXTS = [
  '', ' ', 'x', 'patient.viewed', 'a.b.c', '*', '../..', "'; DROP TABLE events; --", '\\', '"', '\u0000', '\ud800', '\udc00x', '\uFEFF',
  '🦉', 'é', 'e\u0301', '\u202Eabc', '\r\n', '%00', '${jndi:ldap://x}', '{}', 'null', 'NaN', 'user', 'success', 'read', 'settings', 'phi',
  '203.0.113.7', '::1', '::ffff:1.2.3.4', 'fe80::1%eth0', '999.1.1.1', '2026-01-01T00:00:00Z', '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z', '0001-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '+275760-09-13T00:00:00Z', '1969-12-31T23:59:59.999Z',
  '018f3c2e-0000-7000-8000-000000000000', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'Bearer abcdefghijklmnop', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '4111 1111 1111 1111', '-----BEGIN PRIVATE KEY-----',
]; // prettier-ignore
const NUMBERS = [0, -0, 1, -1, 0.1, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 64, 4111111111111111, 1e21];

const EVENT: Json = {
  occurred_at: '2026-11-20T10:00:00.123Z',
  source: 'patient_activity',
  action: 'patient.viewed',
  operation: 'read',
  category: 'feature_usage',
  outcome: 'success',
  summary: 'Jane Doe opened the chart of Ann Lee',
  actor: { type: 'user', id: 'u1', name: 'Jane Doe', email: 'jane@acme.example', role: 'owner' },
  resource: { type: 'chart', id: 'c1', name: 'Chart', href: 'https://ehr.example/c1' },
  subject: { type: 'patient', id: 'p1' },
  related: [{ type: 'visit', id: 'v1' }],
  changes: { before: { a: 1 }, after: { a: 2 } },
  details: { note: 'x', list: [1, [2, { b: null }]] },
  context: { ip: '203.0.113.7', user_agent: 'x', http: { method: 'GET' } },
  flags: ['phi'],
};

/** Mutated events, random JSON, broken text and plain noise, alone and in batches. */
export class RandomBodies {
  constructor(private seed: number) {}

  next(): RandomBody {
    const chance = this.#below(100);
    const type = this.#below(12) === 0 ? this.#of(TYPES) : 'application/json';
    const path = this.#below(10) === 0 ? '/v1/events?atomic=true' : '/v1/events';
    if (chance < 10) return { bytes: this.#noise(this.#below(300)), type, path };
    const bytes = chance < 25 ? this.#text(this.#json(0)) : this.#events();
    return { bytes: chance >= 75 ? this.#damaged(bytes) : bytes, type: this.#typeFor(bytes, type), path };
  }

  #events(): Buffer {
    const shape = this.#below(10);
    if (shape < 5) return this.#text(this.#mutated());
    const list = Array.from({ length: 1 + this.#below(6) }, () => this.#mutated());
    if (shape < 8) return this.#text({ events: list });
    return Buffer.from(list.map((event) => JSON.stringify(event)).join('\n'));
  }

  #typeFor = (bytes: Buffer, type: string): string => (bytes.includes(0x0a) ? 'application/x-ndjson' : type);

  /** A valid event after none to four changes somewhere in it. */
  #mutated(): Json {
    let event = structuredClone(EVENT);
    for (let times = this.#below(5); times > 0; times--) event = this.#change(event, 0);
    return event;
  }

  #change(value: Json, depth: number): Json {
    if (value === null || typeof value !== 'object' || (depth > 0 && this.#below(4) === 0))
      return this.#json(depth);
    const entries: [string, Json][] = Object.entries(value);
    const at = this.#below(entries.length + 1);
    const chosen = entries[at];
    if (chosen === undefined) entries.push([this.#of(KEYS), this.#json(depth + 1)]);
    else if (this.#below(5) === 0) entries.splice(at, 1);
    else chosen[1] = this.#change(chosen[1], depth + 1);
    return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
  }

  #json(depth: number): Json {
    const kind = this.#below(depth > 18 ? 6 : 10);
    if (kind === 0) return null;
    if (kind === 1) return this.#below(2) === 0;
    if (kind === 2) return this.#of(NUMBERS);
    if (kind < 6) return this.#below(200) === 0 ? 'x'.repeat(this.#below(80_000)) : this.#of(TEXTS);
    const members = Array.from({ length: this.#below(4) }, () => this.#json(depth + 1));
    return kind < 8 ? members : Object.fromEntries(members.map((member) => [this.#of(KEYS), member]));
  }

  #text = (value: Json): Buffer => Buffer.from(JSON.stringify(value));

  /** Bytes changed, cut out, doubled or cut off. */
  #damaged(bytes: Buffer): Buffer {
    const at = this.#below(bytes.length);
    const end = at + this.#below(20);
    const kind = this.#below(4);
    if (kind === 0) return bytes.subarray(0, at);
    if (kind === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    if (kind === 2) return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    return Buffer.concat([bytes.subarray(0, at), this.#noise(1 + this.#below(3)), bytes.subarray(at)]);
  }

  #noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => this.#below(256)));

  #of = <T>(list: readonly T[]): T => list[this.#below(list.length)] as T;

  #below = (limit: number): number => Math.floor(this.#random() * limit);

  /** mulberry32 */
  #random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}
