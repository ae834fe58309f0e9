/**
 * RFC 8785 (JCS) of a JSON value: members sorted by UTF-16 code units, no white space, ECMAScript's numbers and escapes.
 * Members whose value is undefined are left out. The input has no lone surrogates (RFC 8785 §3.2.2.2): intake refuses them.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  return canonicalObject(value as Record<string, unknown>);
}

function canonicalObject(value: Record<string, unknown>): string {
  let text = '{';
  for (const key of sortedKeys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${quotedKey(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

/** Most objects repeat the shape of one before them and are nearly always sorted: look before sorting. */
function sortedKeys(value: Record<string, unknown>): string[] {
  const keys = Object.keys(value);
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  }
  return keys;
}

const KEPT = 4_096;
const quoted = new Map<string, string>();

function quotedKey(key: string): string {
  const known = quoted.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key);
  if (quoted.size < KEPT && key.length < 64) quoted.set(key, text);
  return text;
}
