import type { JsonObject } from '../../../platform/context/request-record';
import { pointerTo } from '../../../platform/errors/pointer';
import { isCardNumber, isSecretKey, MARK, withoutCredentials } from './credentials';

/** One thing that was taken out: where (an RFC 6901 pointer) and by which rule. */
interface Removal {
  readonly pointer: string;
  readonly rule: string;
}

const MOST_LISTED = 100;

/** Where the walk is, and what it found: pointers are written for findings only, and most events have none. */
class Search {
  readonly path: (string | number)[] = [];
  readonly removals: Removal[] = [];

  found(rule: string): void {
    this.removals.push({ pointer: this.path.reduce<string>(pointerTo, ''), rule });
  }
}

/**
 * The members of an event without credentials (A15): values of secret keys, and whatever looks like one inside a text. What
 * was removed is listed, so that a reader sees that something was there. Objects without a finding are passed on uncopied.
 */
export function redact<T extends object>(members: T): T & { redaction: JsonObject | null } {
  const search = new Search();
  const clean = walkObject(members as Record<string, unknown>, search) as T;
  return { ...clean, redaction: search.removals.length === 0 ? null : listOf(search.removals) };
}

const listOf = (removals: readonly Removal[]): JsonObject => ({
  removed: removals.slice(0, MOST_LISTED),
  ...(removals.length > MOST_LISTED ? { more: removals.length - MOST_LISTED } : {}),
});

function walk(value: unknown, search: Search): unknown {
  if (typeof value === 'string') return cleanText(value, search);
  if (typeof value === 'number') return cleanNumber(value, search);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (!Array.isArray(value)) return walkObject(value as Record<string, unknown>, search);
  const list = value.map((item, index) => walkMember(index, item, search));
  return list.some((item, index) => item !== value[index]) ? list : value;
}

function walkObject(object: Record<string, unknown>, search: Search): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const value = object[key];
    const next = walkMember(key, value, search);
    if (next !== value) (copy ??= { ...object })[key] = next;
  }
  return copy ?? object;
}

function walkMember(name: string | number, value: unknown, search: Search): unknown {
  search.path.push(name);
  const clean = typeof name === 'string' && isSecretKey(name) ? hidden(value, search) : walk(value, search);
  search.path.pop();
  return clean;
}

/** Nothing, or a yes or no, gives nothing away: `{ "password": null }` stays. */
function hidden(value: unknown, search: Search): unknown {
  if (value === null || value === undefined || typeof value === 'boolean' || value === '' || value === MARK)
    return value;
  search.found('key_name');
  return MARK;
}

function cleanText(value: string, search: Search): string {
  const { text, rules } = withoutCredentials(value);
  for (const rule of rules) search.found(rule);
  return text;
}

function cleanNumber(value: number, search: Search): unknown {
  if (value < 1e12 || !isCardNumber(String(value))) return value;
  search.found('card_number');
  return MARK;
}
