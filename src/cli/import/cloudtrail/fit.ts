import { hash } from 'node:crypto';
import type { JsonObject } from '../../../platform/context/request-record';
import { clipped } from './record';

/** The server's limits for one event, less what the event needs around its details. */
const MOST_TEXT_BYTES = 16_384;
const MOST_KEYS = 160;
const MOST_DEPTH = 14;
const KEPT_CHARACTERS = 2_048;
const SECRET = /pass(word|wd|phrase)|secret|token|credential|authorization|cookie|private.?key|signature/i;

/**
 * Details that the server takes (design.md, "The event"): what nests too deep, or has too many keys, becomes JSON text; a
 * text of more than 16 KiB becomes `{ truncated, bytes, sha256, text }` with its beginning (security.md F14).
 */
export function fitted(details: Record<string, unknown>): JsonObject {
  const shallow = Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, shallower(value, 1)]),
  );
  for (let keys = keysOf(shallow); keys > MOST_KEYS; keys = keysOf(shallow)) {
    const [largest] = Object.keys(shallow).sort((a, b) => keysOf(shallow[b]) - keysOf(shallow[a]));
    if (largest === undefined || keysOf(shallow[largest]) === 0) break;
    shallow[largest] = shortText(asText(shallow[largest]));
  }
  return shallow;
}

function shallower(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shortText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MOST_DEPTH) return shortText(asText(value));
  if (Array.isArray(value)) return value.map((item) => shallower(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, shallower(member, depth + 1)]),
  );
}

function shortText(text: string): unknown {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_TEXT_BYTES) return text;
  return { truncated: true, bytes, sha256: hash('sha256', text), text: clipped(text, KEPT_CHARACTERS) };
}

/** The server finds credentials by the names of keys, which it does not see within a text: here they go before. */
const asText = (value: unknown): string =>
  JSON.stringify(value, (key, member: unknown) =>
    SECRET.test(key) && typeof member === 'string' ? '[redacted]' : member,
  );

function keysOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, member) => sum + keysOf(member), own);
}
