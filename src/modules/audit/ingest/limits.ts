import type { FieldError } from '../../../platform/errors/daybook-error';
import { pointerTo } from '../../../platform/errors/pointer';

/** The limits of one event (design.md). */
export const LIMITS = { bytes: 65_536, text: 16_384, depth: 16, keys: 256 } as const;

/** What was counted so far, and where: a pointer is written for a fault only, and most events have none. */
interface Measure {
  keys: number;
  length: number;
  error: FieldError | null;
  readonly path: (string | number)[];
}

/** What is too large, too deep or too many in one event; null if nothing is. */
export function limitError(event: unknown): FieldError | null {
  const measure: Measure = { keys: 0, length: 0, error: null, path: [] };
  walk(event, measure);
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

function walk(value: unknown, measure: Measure): void {
  if (measure.error) return;
  if (typeof value === 'string') {
    measure.length += value.length + 2;
    if (value.length > LIMITS.text / 3 && Buffer.byteLength(value) > LIMITS.text)
      fault(measure, `is longer than ${LIMITS.text} bytes`);
  } else if (value === null || typeof value !== 'object') {
    measure.length += 24;
  } else if (measure.path.length >= LIMITS.depth) {
    fault(measure, `nests deeper than ${LIMITS.depth} levels`);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => walkMember(index, item, measure));
  } else {
    for (const key of Object.keys(value)) {
      measure.keys += 1;
      measure.length += key.length + 4;
      walkMember(key, (value as Record<string, unknown>)[key], measure);
    }
  }
}

function walkMember(name: string | number, value: unknown, measure: Measure): void {
  measure.path.push(name);
  walk(value, measure);
  measure.path.pop();
}

const fault = (measure: Measure, detail: string): void =>
  void (measure.error = { pointer: measure.path.reduce<string>(pointerTo, ''), detail });
