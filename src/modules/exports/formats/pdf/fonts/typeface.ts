import { readFile } from 'node:fs/promises';
import { boxAdvance } from './boxes';
import { glyphReader } from './glyph-data';
import { readTables, table, type Tables } from './sfnt';

/** A bundled font: which glyph and how much room each character has. All measures in its units, 2,048 an em. */
export interface Typeface {
  readonly name: string;
  readonly tables: Tables;
  /** xMin, yMin, xMax, yMax of all glyphs. */
  readonly bounds: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  readonly weight: number;
  /** 0 where a box stands for the character. */
  readonly glyphOf: (codePoint: number) => number;
  readonly advanceOf: (codePoint: number) => number;
  /** `advanceOf` of the basic plane, for loops over UTF-16 units. */
  readonly advances: Uint16Array;
}

export const UNITS = 2048;
const BASIC_PLANE = 0x10000;

/** Regular and bold; read once a process: it takes a while. */
export type Faces = readonly [regular: Typeface, bold: Typeface];
let faces: Promise<Faces> | undefined;

export function loadFaces(): Promise<Faces> {
  faces ??= Promise.all([
    load('DejaVuSansCondensed', require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'), 400),
    load(
      'DejaVuSansCondensed-Bold',
      require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
      700,
    ),
  ]);
  return faces;
}

async function load(name: string, path: string, weight: number): Promise<Typeface> {
  const [file, fontkit] = await Promise.all([readFile(path), import('fontkit')]);
  const font = fontkit.create(file) as import('fontkit').Font;
  const tables = readTables(file);
  const data = glyphReader(tables);
  const glyphs = new Map<number, number>();
  const advances = new Uint16Array(BASIC_PLANE).fill(boxAdvance(0));
  const beyond = new Map<number, number>();
  for (const codePoint of font.characterSet) {
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    if (id === 0 || (data(id).length === 0 && !isSpace(codePoint))) continue;
    glyphs.set(codePoint, id);
    if (codePoint < BASIC_PLANE) advances[codePoint] = advanceWidth;
    else beyond.set(codePoint, advanceWidth);
  }
  return {
    name,
    weight,
    tables,
    bounds: [36, 38, 40, 42].map((at) => table(tables, 'head').readInt16BE(at)),
    ascent: font.ascent,
    descent: font.descent,
    advances,
    glyphOf: (codePoint) => glyphs.get(codePoint) ?? 0,
    advanceOf: (codePoint) => advances[codePoint] ?? beyond.get(codePoint) ?? boxAdvance(codePoint),
  };
}

/** Everything else without ink (joiners, marks of direction, variation selectors) is shown as a box. */
const isSpace = (codePoint: number): boolean => /\p{Zs}/u.test(String.fromCodePoint(codePoint));
