/** What an event of the log can never be; a text made to break its reader can. */
const MOST_DEPTH = 200;

/**
 * RFC 8785 (JCS): the one way to write a JSON value. No white space, members in the order of their UTF-16 code units; texts and numbers as
 * ECMAScript writes them, which is what the RFC took its rules from. @throws RangeError when it is nested too deeply.
 */
export function canonical(value: unknown, depth = 0): string {
  if (depth > MOST_DEPTH) throw new RangeError('it is nested too deeply');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  // Without an order of its own, sort() compares code units.
  const written = Object.keys(members)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(members[name], depth + 1)}`);
  return `{${written.join(',')}}`;
}
