import type { AuditEvent } from '../../../../audit/audit.contract';

export interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Field by field, objects by their dotted paths; a side that has nothing is undefined. */
export function changesOf({ changes }: Pick<AuditEvent, 'changes'>): readonly Change[] {
  return changes ? between('', changes.before, changes.after) : [];
}

function between(field: string, before: unknown, after: unknown): Change[] {
  if (!isObject(before) && !isObject(after))
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
  const [left, right] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) =>
    between(field === '' ? name : `${field}.${name}`, own(left, name), own(right, name)),
  );
}

const own = (object: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** Texts as they are, all else as JSON. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 1) ?? '');
