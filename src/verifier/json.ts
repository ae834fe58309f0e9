import { textOf } from './bytes';
import type { Members } from './event';

/** An object of JSON in UTF-8; undefined for all else. */
export function objectIn(bytes: Uint8Array): Members | undefined {
  const value = valueIn(bytes);
  return isObject(value) ? value : undefined;
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
