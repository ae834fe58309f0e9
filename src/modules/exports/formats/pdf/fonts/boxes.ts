import { composed, frame, type Component } from './glyph-data';

/**
 * What stands on the page for a character that the font does not have: a box with its code point in it, four digits or six,
 * so that a reader on paper can still say which character it is. Measures in units of 1/2048 em.
 */
const DIGIT_SCALE = 0.42;
const DIGIT_ADVANCE = 500;
const BOTTOM = -230;
const TOP = 1540;
const SIDE = 60;
const STROKE = 60;
const INNER = 95;
const ROWS = [720, 30] as const;

const columns = (codePoint: number): number => (codePoint > 0xffff ? 3 : 2);

export const boxAdvance = (codePoint: number): number =>
  2 * (SIDE + INNER) + columns(codePoint) * DIGIT_ADVANCE;

/** The frame that boxes of code points of this length share. */
export const boxFrame = (codePoint: number): Buffer => frame(bounds(codePoint), STROKE);

/** `frameGlyph`: the glyph of its frame; `digit`: the glyph of a hexadecimal digit. */
export function box(codePoint: number, frameGlyph: number, digit: (text: string) => number): Buffer {
  const digits = codePoint
    .toString(16)
    .toUpperCase()
    .padStart(columns(codePoint) * 2, '0');
  const parts: Component[] = [...digits].map((text, i) => ({
    glyph: digit(text),
    x: SIDE + INNER + (i % columns(codePoint)) * DIGIT_ADVANCE,
    y: ROWS[i < columns(codePoint) ? 0 : 1],
    scale: DIGIT_SCALE,
  }));
  return composed(bounds(codePoint), [{ glyph: frameGlyph, x: 0, y: 0, scale: 1 }, ...parts]);
}

const bounds = (codePoint: number): [number, number, number, number] => [
  SIDE,
  BOTTOM,
  boxAdvance(codePoint) - SIDE,
  TOP,
];
