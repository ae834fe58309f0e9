import { isUtf8 } from 'node:buffer';
import { DaybookError, type ErrorKind } from '../errors/daybook-error';
import { duplicateKey, pointerWhere } from './json-faults';
import { BYTE, endOfString } from './json-text';

const MOST_DEPTH = 20;

/**
 * JSON as RFC 8259 with the doors closed that parsers leave open (A27, A28, A34): depth is bounded before parsing, duplicate
 * keys are refused (parsers differ on which one counts), and so are `__proto__`, NUL, lone surrogates, bytes that are no
 * UTF-8, and numbers beyond all numbers. @throws DaybookError that points to the fault
 */
export function parseStrictJson(bytes: Buffer): unknown {
  const members = countMembers(bytes);
  const value = parse(bytes);
  if (inspect(value) !== members)
    throw fault('malformed', 'request.duplicate_keys', duplicateKey(bytes), 'is there twice');
  return value;
}

function fault(kind: ErrorKind, code: string, pointer: string, detail: string): DaybookError {
  const message = `The JSON cannot be used: ${pointer === '' ? 'it' : pointer} ${detail}.`;
  return new DaybookError(kind, code, message, { errors: [{ pointer, detail }] });
}

function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw fault('malformed', 'request.malformed_json', '', 'is not in UTF-8');
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    const where = /position (\d+)/.exec((error as Error).message)?.[1];
    const detail = `is no valid JSON${where === undefined ? '' : ` (at character ${where})`}`;
    throw fault('malformed', 'request.malformed_json', '', detail);
  }
}

/** One pass over the bytes: colons outside strings are members. @throws DaybookError when it nests deeper than 20. */
function countMembers(bytes: Buffer): number {
  let depth = 0;
  let members = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === BYTE.quote) i = endOfString(bytes, i);
    else if (byte === BYTE.colon) members += 1;
    else if (byte === BYTE.openObject || byte === BYTE.openList) {
      if (++depth > MOST_DEPTH)
        throw fault('malformed', 'request.too_deep', '', `nests deeper than ${MOST_DEPTH} levels`);
    } else if (byte === BYTE.closeObject || byte === BYTE.closeList) depth -= 1;
  }
  return members;
}

/**
 * Counts members. Only when something is wrong is the value looked through again, for the pointer.
 * @throws DaybookError for what no log can hold exactly, and for keys that reach into prototypes
 */
function inspect(root: unknown): number {
  const count = (value: unknown): number => {
    if (typeof value === 'string') {
      if (isUnstorable(value)) throw unstorableText(root);
      return 0;
    }
    if (typeof value === 'number') {
      if (isInexact(value)) throw unstorableNumber(root);
      return 0;
    }
    if (value === null || typeof value !== 'object') return 0;
    let members = 0;
    if (Array.isArray(value)) {
      for (const item of value) members += count(item);
      return members;
    }
    for (const [key, member] of Object.entries(value)) {
      if (isForbidden(key, member)) throw forbiddenKey(root);
      if (isUnstorable(key)) throw unstorableText(root);
      members += 1 + count(member);
    }
    return members;
  };
  return count(root);
}

const isUnstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/** Infinite, or a whole number that a double holds only roughly: 12345678901234567890 would be stored as another. */
const isInexact = (value: number): boolean =>
  !Number.isFinite(value) ||
  (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21);

const isForbidden = (key: string, value: unknown): boolean =>
  key === '__proto__' ||
  (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'));

/** A key that cannot be written is pointed to by its object. */
const unstorableText = (root: unknown): DaybookError =>
  fault(
    'invalid',
    'request.unstorable_text',
    pointerWhere(root, (_, value) =>
      typeof value === 'string'
        ? isUnstorable(value)
        : value !== null && typeof value === 'object' && Object.keys(value).some(isUnstorable),
    ),
    'holds a NUL character or half of a surrogate pair, which no log can hold exactly',
  );

const unstorableNumber = (root: unknown): DaybookError =>
  fault(
    'invalid',
    'request.unstorable_number',
    pointerWhere(root, (_, value) => typeof value === 'number' && isInexact(value)),
    'is a number that would lose digits (RFC 8785 knows doubles only); send it as a text',
  );

const forbiddenKey = (root: unknown): DaybookError =>
  fault('malformed', 'request.forbidden_key', pointerWhere(root, isForbidden), 'is not allowed as a key');
