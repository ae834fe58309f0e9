import type { Piece } from '../text/typesetter';

/** A line of text as it is shown. Measures on pages are tenths of a point, from the lower left corner. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly grey?: boolean;
}

/**
 * The operators of a page, or of a form on it. PDF measures in points; without a matrix that would turn tenths into them, readers
 * that extract text measure right as well.
 */
export class Content {
  #text = '';
  #rules = '';
  #before = '';
  #after = '';
  #font = '';
  #grey = false;

  line(line: Line, x: number, y: number, size: number): void {
    const grey = line.grey ?? false;
    if (grey !== this.#grey) this.#text += grey ? '.38 g\n' : '0 g\n';
    this.#grey = grey;
    this.#text += `1 0 0 1 ${x / 10} ${y / 10} Tm\n`;
    for (const { font, show } of line.pieces) {
      const wanted = `/${font} ${size / 10} Tf\n`;
      if (wanted !== this.#font) this.#text += wanted;
      this.#font = wanted;
      this.#text += `${show}\n`;
    }
  }

  rule(from: number, to: number, y: number, width: number): void {
    this.#rules += `${width / 10} w ${from / 10} ${y / 10} m ${to / 10} ${y / 10} l S\n`;
  }

  /** A form behind the text. */
  background(name: string): void {
    this.#before += `/${name} Do\n`;
  }

  /** A form that goes on with the text. */
  form(name: string, x: number, y: number, scale = '1'): void {
    this.#after += `q ${scale} 0 0 ${scale} ${x / 10} ${y / 10} cm /${name} Do Q\n`;
  }

  get operators(): string {
    return `${this.#before}.72 G\n${this.#rules}BT\n${this.#text}ET\n0 g\n${this.#after}`;
  }
}
