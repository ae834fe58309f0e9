/** Collects values as bind parameters: no value ever becomes SQL text (A4). */
export class Parameters {
  readonly values: unknown[] = [];

  /** The placeholder of a value, with its type where PostgreSQL could not guess it. */
  add(value: unknown, type = ''): string {
    this.values.push(value);
    return `$${this.values.length}${type && `::${type}`}`;
  }
}

/** The least text greater than every text that begins with `prefix`, in the order of the "C" collation. */
export function afterPrefix(prefix: string): string {
  const points = [...prefix];
  const last = points.pop();
  if (last === undefined) return '\u{10FFFF}';
  const next = (last.codePointAt(0) as number) + 1;
  if (next > 0x10ffff) return afterPrefix(points.join(''));
  return points.join('') + String.fromCodePoint(next === 0xd800 ? 0xe000 : next);
}
