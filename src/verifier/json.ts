import { textOf } from './bytes';
import type { Members } from './event';

/** An object of JSON in UTF-8, no name in it twice; undefined for all else. */
export function objectIn(bytes: Uint8Array): Members | undefined {
  const value = valueIn(bytes);
  return isObject(value) && isSingle(textOf(bytes), value) ? value : undefined;
}

/** A list of JSON in UTF-8; undefined for all else. */
export function listIn(bytes: Uint8Array): readonly unknown[] | undefined {
  const value = valueIn(bytes);
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}

/** RFC 8785 is for I-JSON (RFC 7493): where a name stands twice, some readers take the first member and others the last. */
function isSingle(text: string, value: unknown): boolean {
  try {
    return namesIn(text) === membersOf(value);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const namesIn = (text: string): number =>
  text
    .replace(/\\./g, '')
    .replace(/"[^"]*"/g, '')
    .split(':').length - 1;

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner: unknown[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : inner.length;
  for (const each of inner) count += membersOf(each);
  return count;
}
