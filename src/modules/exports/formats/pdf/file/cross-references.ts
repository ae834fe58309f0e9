/** Lines of one chunk. */
const CHUNK = 8192;

/**
 * The table of objects at the end of the file (PDF 1.7, 7.5.4) and its trailer. `start`: where the table begins. Every number
 * from 1 to the highest has its object.
 */
export function* crossReferences(
  offsets: ReadonlyMap<number, number>,
  start: number,
  trailer: string,
): Generator<Buffer> {
  const size = offsets.size + 1;
  yield Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n`, 'latin1');
  for (let from = 1; from < size; from += CHUNK) {
    let lines = '';
    for (let number = from; number < Math.min(size, from + CHUNK); number++)
      lines += `${String(place(offsets, number)).padStart(10, '0')} 00000 n \n`;
    yield Buffer.from(lines, 'latin1');
  }
  yield Buffer.from(`trailer\n<</Size ${size}${trailer}>>\nstartxref\n${start}\n%%EOF\n`, 'latin1');
}

function place(offsets: ReadonlyMap<number, number>, number: number): number {
  const offset = offsets.get(number);
  if (offset === undefined) throw new Error(`The PDF has no object ${number}.`);
  return offset;
}
