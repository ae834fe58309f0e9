import type { Faces, Typeface } from '../fonts/typeface';
import { UsedCharacters } from '../fonts/used-characters';
import { hasRightToLeft, visualRuns } from './bidi';
import { MEANING, shaped } from './shaping';

export type Weight = 'regular' | 'bold';

/** Text that one font shows: the name of the font among the resources, and the operator that shows it. */
export interface Piece {
  readonly font: string;
  readonly show: string;
}

/** Names of fonts: of plain text, of the planes of Unicode, and of the planes where text runs leftwards. */
export const FONT_NAMES = {
  regular: { plain: 'A', plane: 'U', leftward: 'R' },
  bold: { plain: 'B', plane: 'V', leftward: 'S' },
} as const;

/** Not a plane of Unicode: glyphs that look as their surroundings want, under the code point of that look. */
export const SHAPED_PLANE = 17;
/** Where plain text begins in its font: behind everything that means something to PDF, so that nothing needs an escape. */
export const PLAIN_SHIFT = 0x80;

const NOT_PLAIN = /[^\x20-\x7E]/;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export interface TypesetterState extends Readonly<Record<Weight, Readonly<Record<string, string>>>> {
  readonly fonts: readonly string[];
}

/** Makes text operators of text, and remembers which characters the fonts must have. */
export class Typesetter {
  /** Names of fonts that text has used: readers load, for every page, all that its resources name. */
  readonly fonts: Set<string>;
  readonly #used: Record<Weight, UsedCharacters>;
  #scratch = Buffer.alloc(4096);

  constructor(
    readonly faces: Faces,
    state?: TypesetterState,
  ) {
    this.fonts = new Set(state?.fonts);
    this.#used = { regular: new UsedCharacters(state?.regular), bold: new UsedCharacters(state?.bold) };
  }

  face(weight: Weight): Typeface {
    return this.faces[weight === 'bold' ? 1 : 0];
  }

  used(weight: Weight): UsedCharacters {
    return this.#used[weight];
  }

  get state(): TypesetterState {
    return {
      fonts: [...this.fonts].sort(),
      regular: this.#used.regular.state,
      bold: this.#used.bold.state,
    };
  }

  /** A line that `visible()` has made. */
  pieces(text: string, weight: Weight): Piece[] {
    if (!NOT_PLAIN.test(text)) return [{ font: FONT_NAMES[weight].plain, show: `(${this.#plain(text)})Tj` }];
    if (!hasRightToLeft(text)) return this.#byPlanes([...text], weight, FONT_NAMES[weight].plane);
    return visualRuns(text).flatMap((run) =>
      this.#byPlanes(
        [...run.text],
        weight,
        run.rightToLeft ? FONT_NAMES[weight].leftward : FONT_NAMES[weight].plane,
      ),
    );
  }

  /** One byte a character, none of which is ASCII. */
  #plain(text: string): string {
    if (text.length > this.#scratch.length) this.#scratch = Buffer.alloc(text.length * 2);
    for (let i = 0; i < text.length; i++) this.#scratch[i] = text.charCodeAt(i) + PLAIN_SHIFT;
    return this.#scratch.toString('latin1', 0, text.length);
  }

  /** Two bytes a character, in hexadecimal, by the font of its plane. */
  #byPlanes(characters: readonly string[], weight: Weight, name: string): Piece[] {
    const looks = name === FONT_NAMES[weight].leftward ? shaped(characters) : null;
    const pieces: Piece[] = [];
    let [plane, hex] = [0, ''];
    const end = (): void => {
      if (hex === '') return;
      const font = `${name}${plane}`;
      this.fonts.add(font);
      pieces.push({ font, show: `<${hex}>Tj` });
      hex = '';
    };
    characters.forEach((character, i) => {
      const codePoint = character.codePointAt(0) ?? 0;
      const look = looks && this.#look(codePoint, looks[i], weight);
      const its = look ? SHAPED_PLANE : codePoint >> 16;
      const cid = (look ?? codePoint) & 0xffff;
      if (its !== plane) end();
      plane = its;
      this.#used[weight].mark(plane, cid);
      hex += `${HEX[cid >> 8] ?? ''}${HEX[cid & 0xff] ?? ''}`;
    });
    end();
    return pieces;
  }

  /** As what a character of a leftward run is set: one font for the whole run, so that those who extract text see one run. */
  #look(codePoint: number, look: number | undefined, weight: Weight): number | null {
    const wanted = look ?? codePoint;
    if (codePoint > 0xffff || this.face(weight).glyphOf(wanted) === 0) return null;
    return look !== undefined || !MEANING.has(codePoint) ? wanted : null;
  }
}
