import type { FieldError } from '../../../platform/errors/daybook-error';
import { pointerTo } from '../../../platform/errors/pointer';

/** The limits of one event (design.md). */
export const LIMITS = { bytes: 65_536, text: 16_384, depth: 16, keys: 256 } as const;

interface Measure {
  keys: number;
  length: number;
  error: FieldError | null;
}

/** What is too large, too deep or too many in one event; null if nothing is. */
export function limitError(event: unknown): FieldError | null {
  const measure: Measure = { keys: 0, length: 0, error: null };
  walk(event, '', 0, measure);
  if (measure.error) return measure.error;
  if (measure.keys > LIMITS.keys)
    return { pointer: '', detail: `has ${measure.keys} keys; an event may have ${LIMITS.keys}` };
  // A UTF-16 unit has at most three bytes of UTF-8: only what could be too large is measured exactly.
  if (measure.length * 3 <= LIMITS.bytes) return null;
  const bytes = Buffer.byteLength(JSON.stringify(event));
  return bytes > LIMITS.bytes
    ? { pointer: '', detail: `is ${bytes} bytes long; an event may have ${LIMITS.bytes}` }
    : null;
}

function walk(value: unknown, pointer: string, depth: number, measure: Measure): void {
  if (measure.error) return;
  if (typeof value === 'string') {
    measure.length += value.length + 2;
    if (value.length > LIMITS.text / 3 && Buffer.byteLength(value) > LIMITS.text)
      measure.error = { pointer, detail: `is longer than ${LIMITS.text} bytes` };
  } else if (value === null || typeof value !== 'object') {
    measure.length += 24;
  } else if (depth >= LIMITS.depth) {
    measure.error = { pointer, detail: `nests deeper than ${LIMITS.depth} levels` };
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => walk(item, `${pointer}/${index}`, depth + 1, measure));
  } else {
    for (const [key, member] of Object.entries(value)) {
      measure.keys += 1;
      measure.length += key.length + 4;
      walk(member, pointerTo(pointer, key), depth + 1, measure);
    }
  }
}
