import type { JsonObject } from '../../../platform/context/request-record';
import { isCardNumber, isSecretKey, MARK, withoutCredentials } from './credentials';

/** One thing that was taken out: where (an RFC 6901 pointer) and by which rule. */
interface Removal {
  readonly pointer: string;
  readonly rule: string;
}

const MOST_LISTED = 100;

/**
 * The members of an event without credentials (A15): values of secret keys, and whatever looks like one inside a text. What
 * was removed is listed, so that a reader sees that something was there. Objects without a finding are passed on uncopied.
 */
export function redact<T extends object>(members: T): T & { redaction: JsonObject | null } {
  const removals: Removal[] = [];
  const clean = walkObject(members as Record<string, unknown>, '', removals) as T;
  const listed = removals.slice(0, MOST_LISTED);
  const redaction =
    removals.length === 0
      ? null
      : {
          removed: listed,
          ...(removals.length > MOST_LISTED ? { more: removals.length - MOST_LISTED } : {}),
        };
  return { ...clean, redaction };
}

function walk(value: unknown, pointer: string, removals: Removal[]): unknown {
  if (typeof value === 'string') return cleanText(value, pointer, removals);
  if (typeof value === 'number') return cleanNumber(value, pointer, removals);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (!Array.isArray(value)) return walkObject(value as Record<string, unknown>, pointer, removals);
  const list = value.map((item, index) => walk(item, `${pointer}/${index}`, removals));
  return list.some((item, index) => item !== value[index]) ? list : value;
}

function walkObject(
  object: Record<string, unknown>,
  pointer: string,
  removals: Removal[],
): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const value = object[key];
    const next = isSecretKey(key)
      ? hidden(value, `${pointer}/${escape(key)}`, removals)
      : walk(value, `${pointer}/${escape(key)}`, removals);
    if (next !== value) (copy ??= { ...object })[key] = next;
  }
  return copy ?? object;
}

/** Nothing, or a yes or no, gives nothing away: `{ "password": null }` stays. */
function hidden(value: unknown, pointer: string, removals: Removal[]): unknown {
  if (value === null || value === undefined || typeof value === 'boolean' || value === '' || value === MARK)
    return value;
  removals.push({ pointer, rule: 'key_name' });
  return MARK;
}

function cleanText(value: string, pointer: string, removals: Removal[]): string {
  const { text, rules } = withoutCredentials(value);
  for (const rule of rules) removals.push({ pointer, rule });
  return text;
}

function cleanNumber(value: number, pointer: string, removals: Removal[]): unknown {
  if (value < 1e12 || !isCardNumber(String(value))) return value;
  removals.push({ pointer, rule: 'card_number' });
  return MARK;
}

const escape = (key: string): string =>
  /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
