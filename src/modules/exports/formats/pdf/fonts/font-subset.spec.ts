import { create, type Font } from 'fontkit';
import { subset } from './font-subset';
import { writeTables } from './sfnt';
import { loadFaces, type Faces } from './typeface';

describe('a font with the glyphs of some characters', () => {
  let faces: Faces;
  beforeAll(async () => {
    faces = await loadFaces();
  });

  it('draws them as the whole font does, also those composed of others', () => {
    for (const face of faces) {
      const whole = create(writeTables(face.tables)) as Font;
      const { file, glyphOf } = subset(face, [0x41, 0xe9, 0x5d0, 0x1f600]);
      const some = create(file) as Font;
      for (const codePoint of [0x41, 0xe9, 0x5d0, 0x1f600]) {
        const glyph = some.getGlyph(glyphOf(codePoint));
        expect(glyph.path.toSVG()).toBe(whole.glyphForCodePoint(codePoint).path.toSVG());
        expect(glyph.advanceWidth).toBe(face.advanceOf(codePoint));
      }
    }
  });

  it('is much smaller than the whole', () => {
    expect(subset(faces[0], [0x41, 0x42]).file.length).toBeLessThan(90_000);
  });

  it('has a box with digits for each character that it lacks', () => {
    const lacking = [0x4e2d, 0x6587, 0x20000];
    const { file, glyphOf } = subset(faces[0], lacking);
    const font = create(file) as Font;
    const boxes = lacking.map((codePoint) => font.getGlyph(glyphOf(codePoint)));
    expect(new Set(boxes.map(({ path }) => path.toSVG())).size).toBe(lacking.length);
    boxes.forEach((glyph, i) => {
      expect(glyph.advanceWidth).toBe(faces[0].advanceOf(lacking[i]!));
      expect(glyph.path.bbox.maxX).toBeLessThan(glyph.advanceWidth);
    });
  });

  it('shows characters that nobody sees as boxes too', () => {
    for (const codePoint of [0x200b, 0x200d, 0x200f, 0xfe0f, 0xe0041]) {
      expect(faces[0].glyphOf(codePoint)).toBe(0);
      expect(faces[0].advanceOf(codePoint)).toBeGreaterThan(1000);
    }
  });

  it('shares empty boxes when there are more unknown characters than a font can have glyphs', () => {
    const cjk = Array.from({ length: 70_000 }, (_, i) => 0x20000 + i);
    const { file, glyphOf } = subset(faces[0], cjk);
    const font = create(file) as Font;
    expect(font.numGlyphs).toBe(0xffff);
    expect(glyphOf(0x20000)).not.toBe(glyphOf(0x20000 + 69_999));
    expect(font.getGlyph(glyphOf(0x20000 + 69_999)).path.commands.length).toBeGreaterThan(0);
  });
});
