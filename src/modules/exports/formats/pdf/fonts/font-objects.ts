import { compressed, object, ref } from '../file/pdf-objects';
import { FONT_NAMES, PLAIN_SHIFT, SHAPED_PLANE, type Typesetter, type Weight } from '../text/typesetter';
import { plainEncoding, toUnicode } from './character-maps';
import { subset, type Subset } from './font-subset';
import { MEANING } from '../text/shaping';
import { UNITS, type Typeface } from './typeface';
import type { UsedCharacters } from './used-characters';

/** What the resources say of fonts, and the objects that they point to. */
export interface FontObjects {
  /** `/A 17 0 R …` */
  readonly resources: string;
  readonly objects: ReadonlyMap<number, Buffer>;
}

const [FIRST, LAST] = [0x20, 0x7e];
const PLAIN = Array.from({ length: LAST - FIRST + 1 }, (_, i) => FIRST + i);
const PLANE = 0x10000;

/** The fonts of a file, with the characters that it used: numbered up from `first`. */
export function fontObjects(typesetter: Typesetter, first: number): FontObjects {
  const writer = new FontWriter(first);
  for (const weight of ['regular', 'bold'] as const) writer.write(typesetter, weight);
  return { resources: writer.resources.join(' '), objects: writer.objects };
}

class FontWriter {
  readonly objects = new Map<number, Buffer>();
  readonly resources: string[] = [];

  constructor(private next: number) {}

  write(typesetter: Typesetter, weight: Weight): void {
    const face = typesetter.face(weight);
    const used = typesetter.used(weight);
    for (const code of PLAIN) used.mark(0, code);
    const points = codePoints(used);
    const font = subset(face, points);
    const name = `/${tag(points)}+${face.name}`;
    const descriptor = this.#descriptor(face, name, font);
    for (const plane of used.planes) {
      const cids = used.cids(plane);
      const descendant = this.#descendant(face, name, descriptor, font, plane, cids);
      this.#wide(typesetter, weight, plane, name, descendant);
      if (plane === 0) this.#plain(weight, name, descendant);
    }
  }

  /** Two bytes a character: the fonts of one plane, which differ in their names only. */
  #wide(typesetter: Typesetter, weight: Weight, plane: number, name: string, descendant: number): void {
    const { plane: onward, leftward } = FONT_NAMES[weight];
    const names = [onward, leftward].map((letter) => `${letter}${plane}`);
    const used = names.filter((one) => typesetter.fonts.has(one));
    if (used.length === 0) return;
    const map = toUnicode(typesetter.used(weight).cids(plane), 2, (cid) => meaningOf(plane, cid));
    const font = ref(this.#composite(name, descendant, '/Identity-H', map));
    this.resources.push(...used.map((one) => `/${one} ${font}`));
  }

  /** One byte a character. */
  #plain(weight: Weight, name: string, descendant: number): void {
    const codes = PLAIN.map((code) => code + PLAIN_SHIFT);
    const map = toUnicode(codes, 1, (code) => code - PLAIN_SHIFT);
    const font = this.#composite(name, descendant, this.#encoding(), map);
    this.resources.push(`/${FONT_NAMES[weight].plain} ${ref(font)}`);
  }

  #descriptor(face: Typeface, name: string, font: Subset): number {
    const file = this.#add((number) => compressed(number, `/Length1 ${font.file.length}`, font.file));
    const [ascent, descent] = [per1000(face.ascent), per1000(face.descent)];
    return this.#add((number) =>
      object(
        number,
        `<</Type/FontDescriptor/FontName ${name}/Flags 4/FontBBox [${face.bounds.map(per1000).join(' ')}]/ItalicAngle 0/Ascent ${ascent}/Descent ${descent}/CapHeight 729/StemV ${face.weight / 5}/FontFile2 ${ref(file)}>>`,
      ),
    );
  }

  #descendant(
    face: Typeface,
    name: string,
    descriptor: number,
    font: Subset,
    plane: number,
    cids: readonly number[],
  ): number {
    const glyphs = Buffer.alloc(((cids.at(-1) ?? 0) + 1) * 2);
    for (const cid of cids) glyphs.writeUInt16BE(font.glyphOf(codePointOf(plane, cid)), cid * 2);
    const map = this.#add((number) => compressed(number, '', glyphs));
    const widths = widthsOf(cids, (cid) => per1000(face.advanceOf(codePointOf(plane, cid))));
    return this.#add((number) =>
      object(
        number,
        `<</Type/Font/Subtype/CIDFontType2/BaseFont ${name}/CIDSystemInfo <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${ref(descriptor)}/DW 600/W [${widths.join(' ')}]/CIDToGIDMap ${ref(map)}>>`,
      ),
    );
  }

  #encoding(): string {
    const entries =
      '/Type/CMap/CMapName/Daybook-Plain/CIDSystemInfo <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>';
    return ref(this.#add((number) => compressed(number, entries, plainEncoding(FIRST, LAST, PLAIN_SHIFT))));
  }

  #composite(name: string, descendant: number, encoding: string, map: string): number {
    const meaning = this.#add((number) => compressed(number, '', map));
    return this.#add((number) =>
      object(
        number,
        `<</Type/Font/Subtype/Type0/BaseFont ${name}/Encoding ${encoding}/DescendantFonts [${ref(descendant)}]/ToUnicode ${ref(meaning)}>>`,
      ),
    );
  }

  #add(make: (number: number) => Buffer): number {
    const number = this.next++;
    this.objects.set(number, make(number));
    return number;
  }
}

/** Of whose glyphs the font consists, ascending. */
function codePoints(used: UsedCharacters): number[] {
  const basic = new Set([...used.cids(0), ...used.cids(SHAPED_PLANE)]);
  const beyond = used.planes.filter((plane) => plane !== 0 && plane !== SHAPED_PLANE);
  return [...basic]
    .sort((a, b) => a - b)
    .concat(...beyond.map((plane) => used.cids(plane).map((cid) => codePointOf(plane, cid))));
}

/** Of which character the glyph is; the plane of shaped glyphs has those of the basic one. */
const codePointOf = (plane: number, cid: number): number =>
  plane === SHAPED_PLANE ? cid : plane * PLANE + cid;

const meaningOf = (plane: number, cid: number): number =>
  plane === SHAPED_PLANE ? (MEANING.get(cid) ?? cid) : plane * PLANE + cid;

const per1000 = (units: number): number => Math.round((units * 1000) / UNITS);

/** `first last width` for stretches of one width (PDF 1.7, 9.7.4.3). */
function widthsOf(cids: readonly number[], widthOf: (cid: number) => number): string[] {
  const stretches: { first: number; last: number; width: number }[] = [];
  for (const cid of cids) {
    const before = stretches.at(-1);
    const width = widthOf(cid);
    if (before?.last === cid - 1 && before.width === width) before.last = cid;
    else stretches.push({ first: cid, last: cid, width });
  }
  return stretches.map(({ first, last, width }) => `${first} ${last} ${width}`);
}

/** Six letters that tell subsets of one font apart (PDF 1.7, 9.6.4). */
function tag(codePoints: readonly number[]): string {
  let sum = 7;
  for (const codePoint of codePoints) sum = (sum * 31 + codePoint) % 26 ** 6;
  return Array.from({ length: 6 }, (_, i) => String.fromCharCode(65 + (Math.floor(sum / 26 ** i) % 26))).join(
    '',
  );
}
