import { table, type Tables } from './sfnt';

const HEADER_BYTES = 10;
const WORDS = 0x0001;
const XY = 0x0002;
const SCALE = 0x0008;
const MORE = 0x0020;
const TWO_SCALES = 0x0040;
const FOUR_SCALES = 0x0080;

/** A part of a composed glyph: another glyph, made smaller and moved. */
export interface Component {
  readonly glyph: number;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** The outlines of a font's glyphs as they are stored (`glyf` and `loca`); an empty buffer for a glyph without ink. */
export function glyphReader(tables: Tables): (glyph: number) => Buffer {
  const [glyf, loca] = [table(tables, 'glyf'), table(tables, 'loca')];
  const long = table(tables, 'head').readInt16BE(50) === 1;
  const at = (glyph: number): number =>
    long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;
  return (glyph) => glyf.subarray(at(glyph), at(glyph + 1));
}

/** Which other glyphs a glyph is composed of. */
export function componentsOf(data: Buffer): number[] {
  if (data.length === 0 || data.readInt16BE(0) >= 0) return [];
  const glyphs: number[] = [];
  for (let at = HEADER_BYTES, flags = MORE; (flags & MORE) !== 0;) {
    flags = data.readUInt16BE(at);
    glyphs.push(data.readUInt16BE(at + 2));
    at += 4 + ((flags & WORDS) !== 0 ? 4 : 2);
    if ((flags & SCALE) !== 0) at += 2;
    else if ((flags & TWO_SCALES) !== 0) at += 4;
    else if ((flags & FOUR_SCALES) !== 0) at += 8;
  }
  return glyphs;
}

/** A glyph composed of others. */
export function composed(bounds: readonly number[], components: readonly Component[]): Buffer {
  const parts = components.map(({ glyph, x, y, scale }, i) => {
    const part = Buffer.alloc(10);
    part.writeUInt16BE(WORDS | XY | SCALE | (i < components.length - 1 ? MORE : 0), 0);
    part.writeUInt16BE(glyph, 2);
    part.writeInt16BE(x, 4);
    part.writeInt16BE(y, 6);
    part.writeInt16BE(Math.round(scale * 0x4000), 8);
    return part;
  });
  return Buffer.concat([head(-1, bounds), ...parts]);
}

/** A rectangular frame; the inner contour runs the other way, so that the inside stays white. */
export function frame(bounds: readonly [number, number, number, number], stroke: number): Buffer {
  const [left, bottom, right, top] = bounds;
  const [l, b, r, t] = [left + stroke, bottom + stroke, right - stroke, top - stroke];
  const points = [
    [left, bottom],
    [left, top],
    [right, top],
    [right, bottom],
    [l, b],
    [r, b],
    [r, t],
    [l, t],
  ] as const;
  const body = Buffer.alloc(4 + 2 + points.length * 5);
  body.writeUInt16BE(3, 0);
  body.writeUInt16BE(7, 2);
  body.fill(1, 6, 6 + points.length);
  points.forEach(([x, y], i) => {
    const [beforeX, beforeY] = points[i - 1] ?? [0, 0];
    body.writeInt16BE(x - beforeX, 6 + points.length + i * 2);
    body.writeInt16BE(y - beforeY, 6 + points.length * 3 + i * 2);
  });
  return Buffer.concat([head(2, bounds), body]);
}

function head(contours: number, bounds: readonly number[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt16BE(contours, 0);
  bounds.forEach((bound, i) => header.writeInt16BE(bound, 2 + i * 2));
  return header;
}
