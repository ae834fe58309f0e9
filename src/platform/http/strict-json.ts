import { DaybookError } from '../errors/daybook-error';

const MOST_DEPTH = 20;
const [QUOTE, BACKSLASH, COLON, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [
  0x22, 0x5c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d,
];

const malformed = (code: string, message: string): DaybookError =>
  new DaybookError('malformed', code, message);

/**
 * JSON as RFC 8259 with the doors closed that parsers leave open (A27, A28, A34): depth is bounded before parsing, duplicate
 * keys are refused (parsers differ on which one counts), and so are `__proto__`, NUL and lone surrogates.
 */
export function parseStrictJson(bytes: Buffer): unknown {
  const members = countMembers(bytes);
  const value = parse(bytes);
  const found = inspect(value);
  if (found !== members)
    throw malformed('request.duplicate_keys', 'The JSON has an object with the same key twice.');
  return value;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    const where = /position (\d+)/.exec((error as Error).message)?.[1];
    throw malformed(
      'request.malformed_json',
      `The body is no valid JSON${where === undefined ? '' : ` (at character ${where})`}.`,
    );
  }
}

/** One pass over the bytes: colons outside strings are members. @throws DaybookError when it nests deeper than 20. */
function countMembers(bytes: Buffer): number {
  let depth = 0;
  let members = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) i = endOfString(bytes, i);
    else if (byte === COLON) members += 1;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > MOST_DEPTH)
        throw malformed('request.too_deep', `The JSON nests deeper than ${MOST_DEPTH} levels.`);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth -= 1;
  }
  return members;
}

function endOfString(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(QUOTE, start + 1); end !== -1; end = bytes.indexOf(QUOTE, end + 1)) {
    let escapes = 0;
    while (bytes[end - 1 - escapes] === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return bytes.length;
}

/** Counts members, and refuses what no log can hold exactly. */
function inspect(value: unknown): number {
  if (typeof value === 'string') return inspectText(value);
  if (value === null || typeof value !== 'object') return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += inspect(item);
    return members;
  }
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__' || (key === 'constructor' && hasPrototype(member))) throw forbiddenKey(key);
    inspectText(key);
    members += 1 + inspect(member);
  }
  return members;
}

const hasPrototype = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');

const forbiddenKey = (key: string): DaybookError =>
  malformed('request.forbidden_key', `The JSON has a key that is not allowed: ${key}.`);

function inspectText(text: string): number {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new DaybookError(
      'invalid',
      'request.unstorable_text',
      'A text holds a NUL character or half of a surrogate pair, which no log can hold exactly.',
    );
  }
  return 0;
}
