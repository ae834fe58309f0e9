import type { Typeface } from '../fonts/typeface';

/** How characters let a line end behind them; 0 for not at all. */
const SOFT = 1;
const SPACE = 2;
const SOFTLY = '/._-,;:@=&?|)]}>\u3001\u3002';
const LINE_FEED = 0x0a;
/** No line is longer, whatever little room its characters take: marks without width could pile up otherwise. */
const MOST_UNITS = 600;
/** A line that would be left emptier than this ends in the middle of a word. */
const LEAST_FILLED = 0.15;

/** From here on, scripts that know no spaces. */
const IDEOGRAPHS = 0x2e80;
const PRIVATE = 0xe000;
const BREAKS = new Uint8Array(0x10000).fill(SOFT, IDEOGRAPHS, PRIVATE);
BREAKS[0x20] = SPACE;
for (const character of SOFTLY) BREAKS[character.charCodeAt(0)] = SOFT;

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;

/**
 * A text that `visible()` has made, in lines that fit into `room` (units of the font): behind a space, behind what joins words,
 * or in the middle of what is too long. Nothing is dropped: the lines together are the text without its line feeds.
 */
export function breakLines(text: string, room: number, face: Typeface): string[] {
  if (text.length === 0) return [];
  const line = new GrowingLine(text, room);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_FEED) {
      line.feed(at);
      continue;
    }
    const pair = isHigh(unit) && at + 1 < text.length;
    const advance = pair ? face.advanceOf(text.codePointAt(at) ?? 0) : (face.advances[unit] ?? 0);
    if (unit !== 0x20) line.makeRoom(at, advance);
    line.width += advance;
    if (pair) at += 1;
    const kind = pair ? SOFT : BREAKS[unit];
    if (kind === SPACE) line.space = { at: at + 1, width: line.width };
    else if (kind === SOFT) line.soft = { at: at + 1, width: line.width };
  }
  return line.last();
}

/** Where a line may end, and how wide it is up to there. */
interface Break {
  readonly at: number;
  readonly width: number;
}

const NONE: Break = { at: 0, width: 0 };

class GrowingLine {
  width = 0;
  space = NONE;
  soft = NONE;
  readonly #lines: string[] = [];
  #start = 0;

  constructor(
    private readonly text: string,
    private readonly room: number,
  ) {}

  /** A line that ends before what is too long may leave one that is full again. */
  makeRoom(at: number, advance: number): void {
    while (this.#isFull(at, advance)) this.#end(at);
  }

  #isFull(at: number, advance: number): boolean {
    const over = this.width + advance > this.room && advance > 0;
    return (over || at - this.#start >= MOST_UNITS) && at > this.#start;
  }

  /** Ends before `at` at the latest; what is behind the end begins the next line. */
  #end(at: number): void {
    const least = this.room * LEAST_FILLED;
    const best = [this.space, this.soft].find((one) => one.at > this.#start && one.width >= least);
    const { at: end, width } = best ?? { at, width: this.width };
    this.#lines.push(this.text.slice(this.#start, end));
    this.#start = end;
    this.width -= width;
    this.soft = { at: this.soft.at, width: this.soft.width - width };
  }

  feed(at: number): void {
    this.#lines.push(this.text.slice(this.#start, at));
    this.#start = at + 1;
    this.width = 0;
  }

  last(): string[] {
    if (this.#start < this.text.length) this.#lines.push(this.text.slice(this.#start));
    return this.#lines;
  }
}

/** How wide a line is, in units of the font. */
export function widthOf(text: string, face: Typeface): number {
  let width = 0;
  for (const character of text) width += face.advanceOf(character.codePointAt(0) ?? 0);
  return width;
}
