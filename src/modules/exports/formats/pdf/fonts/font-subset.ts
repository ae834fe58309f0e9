import { box, boxAdvance, boxFrame } from './boxes';
import { componentsOf, glyphReader } from './glyph-data';
import { table, writeTables } from './sfnt';
import type { Typeface } from './typeface';

/** A font that has the glyphs of some characters, under their old numbers, and boxes for those it lacks behind them. */
export interface Subset {
  readonly file: Buffer;
  readonly glyphOf: (codePoint: number) => number;
}

/** A font counts its glyphs with 16 bits: of a text with more unknown characters than that, the last share empty boxes. */
const MOST_GLYPHS = 0xffff;
const HEX = Array.from('0123456789ABCDEF');

/** What boxes add to the font's profile, by its place in `maxp`: points, contours and components of a composed glyph. */
const PROFILE = [
  [10, 512],
  [12, 64],
  [28, 8],
] as const;

/** `codePoints` in ascending order, so that the file depends on nothing but which they are. */
export function subset(face: Typeface, codePoints: readonly number[]): Subset {
  const stored = glyphReader(face.tables);
  const count = table(face.tables, 'maxp').readUInt16BE(4);
  const kept = new Map<number, Buffer>();
  const keep = (glyph: number): void => {
    if (kept.has(glyph)) return;
    kept.set(glyph, stored(glyph));
    componentsOf(stored(glyph)).forEach(keep);
  };
  const digit = (text: string): number => face.glyphOf(text.charCodeAt(0));
  [0, ...HEX.map(digit), ...codePoints.map((codePoint) => face.glyphOf(codePoint))].forEach(keep);
  const frames = [0, BEYOND].map((codePoint) => ({ codePoint, data: boxFrame(codePoint) }));
  const frameOf = (codePoint: number): number => count + (codePoint < BEYOND ? 0 : 1);
  const boxed = codePoints
    .filter((codePoint) => face.glyphOf(codePoint) === 0)
    .slice(0, MOST_GLYPHS - count - frames.length);
  const boxes = boxed.map((codePoint) => ({ codePoint, data: box(codePoint, frameOf(codePoint), digit) }));
  const added = [...frames, ...boxes];
  const glyphs = new Map(boxed.map((codePoint, i) => [codePoint, count + frames.length + i]));
  return {
    file: fontFile(face, count, kept, added),
    glyphOf: (codePoint) => face.glyphOf(codePoint) || (glyphs.get(codePoint) ?? frameOf(codePoint)),
  };
}

const BEYOND = 0x10000;
type Added = readonly { readonly codePoint: number; readonly data: Buffer }[];

function fontFile(face: Typeface, count: number, kept: ReadonlyMap<number, Buffer>, added: Added): Buffer {
  const { tables } = face;
  const total = count + added.length;
  const glyphs: Buffer[] = [];
  const loca = Buffer.alloc((total + 1) * 4);
  let offset = 0;
  for (let glyph = 0; glyph < total; glyph++) {
    const data = kept.get(glyph) ?? added[glyph - count]?.data ?? Buffer.alloc(0);
    glyphs.push(data, Buffer.alloc(data.length % 2));
    offset += data.length + (data.length % 2);
    loca.writeUInt32BE(offset, (glyph + 1) * 4);
  }
  return writeTables(
    new Map([
      ...['cvt ', 'fpgm', 'prep'].map((tag) => [tag, table(tables, tag)] as const),
      ['glyf', Buffer.concat(glyphs)],
      ['head', withUInt16(table(tables, 'head'), 50, 1)],
      ['hhea', withUInt16(table(tables, 'hhea'), 34, total)],
      ['hmtx', metrics(face, count, added)],
      ['loca', loca],
      ['maxp', profile(table(tables, 'maxp'), total)],
    ]),
  );
}

function metrics({ tables }: Typeface, count: number, added: Added): Buffer {
  const long = table(tables, 'hhea').readUInt16BE(34);
  const old = table(tables, 'hmtx');
  const all = Buffer.alloc((count + added.length) * 4);
  for (let glyph = 0; glyph < count; glyph++) {
    all.writeUInt16BE(old.readUInt16BE(Math.min(glyph, long - 1) * 4), glyph * 4);
    all.writeInt16BE(
      old.readInt16BE(glyph < long ? glyph * 4 + 2 : long * 4 + (glyph - long) * 2),
      glyph * 4 + 2,
    );
  }
  added.forEach(({ codePoint }, i) => all.writeUInt16BE(boxAdvance(codePoint), (count + i) * 4));
  return all;
}

function profile(maxp: Buffer, total: number): Buffer {
  const copy = withUInt16(maxp, 4, total);
  for (const [at, least] of PROFILE) copy.writeUInt16BE(Math.max(copy.readUInt16BE(at), least), at);
  return copy;
}

function withUInt16(data: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(data);
  copy.writeUInt16BE(value, at);
  return copy;
}
