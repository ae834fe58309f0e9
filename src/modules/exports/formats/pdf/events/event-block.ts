import type { Line } from '../pages/content';
import { LEFT, RIGHT, SIZE, TABLE } from '../pages/geometry';
import { linesOf, type Style } from '../pages/text-block';
import type { Typesetter } from '../text/typesetter';
import type { Cell, CellText, Look, Note } from './cell';
import type { EventTexts } from './event-texts';

/** An event in lines: those of each cell, and what stands below. */
export interface EventBlock {
  readonly cells: readonly (readonly Line[])[];
  readonly below: readonly NoteLine[];
}

export interface NoteLine {
  readonly label: Line | null;
  readonly line: Line;
}

/** A cell with more lines goes below, where there is more room. */
const MOST_LINES = 12;
/** Where notes begin: their labels stand under the time. */
export const NOTES_AT = TABLE[2]?.x ?? LEFT;

const STYLES: Record<Look, Style> = {
  ink: { size: SIZE },
  grey: { size: SIZE, grey: true },
  bold: { size: SIZE, weight: 'bold' },
};

const MOST_KEPT = 4096;
const LONGEST_KEPT = 512;

/** Breaks events into lines. A few actors, actions and addresses fill most cells: their lines are kept. */
export class EventBlocks {
  readonly #kept = TABLE.map(() => new Map<string, readonly Line[]>());

  readonly #labels = new Map<string, Line | null>();

  constructor(private readonly typesetter: Typesetter) {}

  of({ cells, notes }: EventTexts): EventBlock {
    const below: NoteLine[] = [];
    const laid = cells.map((cell, column) => {
      const lines = this.#cell(cell, column);
      if (lines.length <= MOST_LINES) return lines;
      const text = cell
        .texts()
        .map((one) => one.text)
        .join('\n');
      this.#note({ label: TABLE[column]?.title ?? '', text, look: 'ink' }, below);
      return this.#lines([{ text: 'see below', look: 'grey' }], column);
    });
    for (const note of notes) this.#note(note, below);
    return { cells: laid, below };
  }

  #cell({ key, texts }: Cell, column: number): readonly Line[] {
    const kept = this.#kept[column];
    if (key === null || key.length > LONGEST_KEPT || !kept) return this.#lines(texts(), column);
    const known = kept.get(key);
    if (known) return known;
    const lines = this.#lines(texts(), column);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, lines);
    return lines;
  }

  #lines(texts: readonly CellText[], column: number): readonly Line[] {
    const width = TABLE[column]?.width ?? 0;
    const [first] = texts;
    if (first && texts.length === 1) return linesOf(this.typesetter, first.text, width, STYLES[first.look]);
    return texts.flatMap(({ text, look }) => linesOf(this.typesetter, text, width, STYLES[look]));
  }

  #note({ label, text, look }: Note, below: NoteLine[]): void {
    const lines = linesOf(this.typesetter, text, RIGHT - NOTES_AT, STYLES[look]);
    const first = below.length;
    for (const line of lines) below.push({ label: below.length === first ? this.#label(label) : null, line });
  }

  #label(text: string): Line | null {
    const known = this.#labels.get(text);
    if (known !== undefined) return known;
    const [line = null] = linesOf(this.typesetter, text, NOTES_AT - LEFT, STYLES.grey);
    this.#labels.set(text, line);
    return line;
  }
}
