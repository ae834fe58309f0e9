/** What an event of the log can never be; a text made to break its reader can. */
const MOST_DEPTH = 200;

/**
 * RFC 8785 (JCS): the one way to write a JSON value. No white space, members in the order of their UTF-16 code units; texts and numbers as
 * ECMAScript writes them, which is what the RFC took its rules from. @throws RangeError when it is nested too deeply.
 */
export function canonical(value: unknown, depth = 0): string {
  if (depth > MOST_DEPTH) throw new RangeError('it is nested too deeply');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonical(item, depth + 1)}`;
    return `[${text}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of inOrder(Object.keys(members)))
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonical(members[name], depth + 1)}`;
  return `{${text}}`;
}

/** By UTF-16 code units, as both `>` and sort() compare; what was canonical before is in order already. */
function inOrder(names: string[]): string[] {
  for (let n = 1; n < names.length; n++)
    if ((names[n - 1] as string) > (names[n] as string)) return names.sort();
  return names;
}
