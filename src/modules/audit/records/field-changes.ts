import { isDeepStrictEqual } from 'node:util';
import type { FieldChange } from '../audit.contract';

/** What is not there; unlike null, which is a value. */
const ABSENT = Symbol('absent');

type Json = { readonly [key: string]: unknown };

/**
 * The fields that differ between `before` and `after` of an event, by their dotted paths. Objects are compared member by
 * member; of arrays what is alike at the beginning and at the end is left out, and the rest compared place by place. A
 * side that is null as a whole has no fields: the record was made, or is gone.
 */
export function fieldChanges(
  changes: { readonly before: unknown; readonly after: unknown } | null,
): FieldChange[] {
  if (!changes) return [];
  return compare('', changes.before ?? {}, changes.after ?? {});
}

function compare(path: string, before: unknown, after: unknown): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) return members(path, before, after);
  if (Array.isArray(before) && Array.isArray(after)) return elements(path, before, after);
  if (before === ABSENT && isFilled(after)) return members(path, {}, after);
  if (after === ABSENT && isFilled(before)) return members(path, before, {});
  return [change(path, before, after)];
}

function change(field: string, before: unknown, after: unknown): FieldChange {
  if (before === ABSENT) return { field, after, kind: 'added' };
  if (after === ABSENT) return { field, before, kind: 'removed' };
  return { field, before, after, kind: 'changed' };
}

function members(path: string, before: Json, after: Json): FieldChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => compare(joined(path, key), member(before, key), member(after, key)));
}

/** `constructor` is no member of `{}`. */
const member = (object: Json, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : ABSENT);

function elements(path: string, before: readonly unknown[], after: readonly unknown[]): FieldChange[] {
  const start = alike(before, after);
  const end = alike(before.slice(start).toReversed(), after.slice(start).toReversed());
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return Array.from({ length: Math.max(old.length, now.length) }, (_, n) =>
    compare(joined(path, String(start + n)), element(old, n), element(now, n)),
  ).flat();
}

/** How many elements are the same from the beginning. */
function alike(one: readonly unknown[], other: readonly unknown[]): number {
  const different = one.findIndex((value, n) => n >= other.length || !isDeepStrictEqual(value, other[n]));
  return different === -1 ? one.length : different;
}

const element = (list: readonly unknown[], index: number): unknown =>
  index < list.length ? list[index] : ABSENT;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFilled = (value: unknown): value is Json => isObject(value) && Object.keys(value).length > 0;

/** A name that could be taken for a path is quoted: `prices["1.5 mg"]`. */
function joined(path: string, key: string): string {
  if (key === '' || /[.[\]"]/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
