import type { Piece } from '../text/typesetter';

/** A line of text as it is shown. Measures on pages are tenths of a point, from the lower left corner. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly grey?: boolean;
}

/** The operators of a page, or of a form on it. */
export class Content {
  #text = '';
  #rules = '';
  #forms = '';
  #font = '';
  #grey = false;

  line(line: Line, x: number, y: number, size: number): void {
    const grey = line.grey ?? false;
    if (grey !== this.#grey) this.#text += grey ? '.38 g\n' : '0 g\n';
    this.#grey = grey;
    this.#text += `1 0 0 1 ${x} ${y} Tm\n`;
    for (const { font, show } of line.pieces) {
      const wanted = `/${font} ${size} Tf\n`;
      if (wanted !== this.#font) this.#text += wanted;
      this.#font = wanted;
      this.#text += `${show}\n`;
    }
  }

  rule(from: number, to: number, y: number, width: number): void {
    this.#rules += `${width} w ${from} ${y} m ${to} ${y} l S\n`;
  }

  form(name: string, x: number, y: number, scale = '1'): void {
    this.#forms += `q ${scale} 0 0 ${scale} ${x} ${y} cm /${name} Do Q\n`;
  }

  /** In tenths of a point: what a form is, since the page that shows it has set its measure. */
  get operators(): string {
    return `${this.#forms}.72 G\n${this.#rules}BT\n${this.#text}ET\n`;
  }

  /** In points. */
  get page(): string {
    return `.1 0 0 .1 0 0 cm\n${this.operators}`;
  }
}
