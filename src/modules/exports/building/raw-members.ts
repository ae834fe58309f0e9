const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * The members of a canonical JSON object (RFC 8785: no white space) as they are written, without parsing them: a third of
 * the cost of JSON.parse and JSON.stringify, and the text stays exactly what was stored. Null is an empty object.
 */
export function rawMembers(text: string | null | undefined): Partial<Record<string, string>> {
  const members: Partial<Record<string, string>> = {};
  if (text?.charCodeAt(0) !== OPEN_OBJECT) return members;
  for (let at = 1; at < text.length - 1;) {
    const keyEnd = endOfString(text, at);
    const valueEnd = endOfValue(text, keyEnd + 1);
    members[text.slice(at + 1, keyEnd - 1)] = text.slice(keyEnd + 1, valueEnd);
    at = valueEnd + 1;
  }
  return members;
}

/** What a raw value says, if it is a text; undefined for null and what is missing. */
export function textOf(raw: string | undefined): string | undefined {
  if (raw === undefined || raw === 'null') return undefined;
  if (raw.charCodeAt(0) !== QUOTE) return raw;
  return raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
}

/** The place behind the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    if (end === -1) return text.length;
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
}

/** The place behind the value that begins at `start`: a comma or the end of the object around it. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth += 1;
    else if (depth > 0 && (code === CLOSE_OBJECT || code === CLOSE_ARRAY)) depth -= 1;
    else if (depth === 0 && (code === COMMA || code === CLOSE_OBJECT)) return at;
  }
  return text.length;
}
