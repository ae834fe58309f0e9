/** How many lines one block of a CMap may have (PDF 1.7, 9.7.5.4). */
const BLOCK = 100;

/** Codes `first` to `last` stand for `meaning` and the code points behind it. */
interface Range {
  readonly first: number;
  readonly last: number;
  readonly meaning: number;
}

const HEAD = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
`;
const TAIL = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;

const name = (of: string): string => `/CIDSystemInfo <</Registry (Adobe) /Ordering (${of}) /Supplement 0>> def
/CMapName /Daybook-${of} def
`;

const hex = (value: number, bytes: number): string => value.toString(16).padStart(bytes * 2, '0');

const utf16 = (codePoint: number): string =>
  codePoint < 0x10000
    ? hex(codePoint, 2)
    : hex(0xd800 + ((codePoint - 0x10000) >> 10), 2) + hex(0xdc00 + (codePoint & 0x3ff), 2);

/** A ToUnicode map: which character each code means, so that text can be searched and copied. */
export function toUnicode(codes: readonly number[], bytes: 1 | 2, meaning: (code: number) => number): string {
  const [low, high] = ['00'.repeat(bytes), 'ff'.repeat(bytes)];
  const lines = ranges(codes, meaning).map(
    ({ first, last, meaning: to }) => `<${hex(first, bytes)}> <${hex(last, bytes)}> <${utf16(to)}>`,
  );
  const blocks = chunks(lines).map(
    (block) => `${block.length} beginbfrange\n${block.join('\n')}\nendbfrange\n`,
  );
  return `${HEAD}${name('UCS')}/CMapType 2 def
1 begincodespacerange
<${low}> <${high}>
endcodespacerange
${blocks.join('')}${TAIL}`;
}

/** The encoding of plain text: one byte a character, `shift` above ASCII. */
export const plainEncoding = (first: number, last: number, shift: number): string =>
  `${HEAD}${name('Plain')}/CMapType 1 def
/WMode 0 def
1 begincodespacerange
<${hex(first + shift, 1)}> <${hex(last + shift, 1)}>
endcodespacerange
1 begincidrange
<${hex(first + shift, 1)}> <${hex(last + shift, 1)}> ${first}
endcidrange
${TAIL}`;

/** Within a range only the last byte of a code changes, and of what it means. */
function ranges(codes: readonly number[], meaning: (code: number) => number): Range[] {
  const found: Range[] = [];
  for (const code of codes) {
    const before = found.at(-1);
    const to = meaning(code);
    const goesOn =
      before &&
      code === before.last + 1 &&
      (code & 0xff) !== 0 &&
      to === before.meaning + code - before.first &&
      (to & 0xff) !== 0;
    if (goesOn) found[found.length - 1] = { ...before, last: code };
    else found.push({ first: code, last: code, meaning: to });
  }
  return found;
}

function chunks(lines: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, i) =>
    lines.slice(i * BLOCK, (i + 1) * BLOCK),
  );
}
