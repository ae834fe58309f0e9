import type { Line } from '../pages/content';
import { LEFT, RIGHT, SIZE, TABLE } from '../pages/geometry';
import { linesOf, type Style } from '../pages/text-block';
import type { Typesetter } from '../text/typesetter';
import type { CellText, EventTexts, Look, Note } from './event-texts';

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
const LONGEST_KEPT = 256;

/** Breaks events into lines. A few actors, actions and addresses fill most cells: their lines are kept. */
export class EventBlocks {
  readonly #kept = TABLE.map(() => new Map<string, readonly Line[]>());

  constructor(private readonly typesetter: Typesetter) {}

  of({ cells, notes }: EventTexts): EventBlock {
    const moved: Note[] = [];
    const laid = cells.map((texts, column) => {
      const lines = this.#cell(texts, column);
      if (lines.length <= MOST_LINES) return lines;
      const { title } = TABLE[column] ?? { title: '' };
      moved.push({ label: title, text: texts.map(({ text }) => text).join('\n'), look: 'ink' });
      return this.#lines([{ text: 'see below', look: 'grey' }], column);
    });
    return { cells: laid, below: [...moved, ...notes].flatMap((note) => this.#note(note)) };
  }

  #cell(texts: readonly CellText[], column: number): readonly Line[] {
    const key = texts.map(({ text, look }) => look + text).join('\0');
    const kept = this.#kept[column];
    const known = kept?.get(key);
    if (known) return known;
    const lines = this.#lines(texts, column);
    if (kept && column > 1 && key.length <= LONGEST_KEPT) {
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, lines);
    }
    return lines;
  }

  #lines(texts: readonly CellText[], column: number): Line[] {
    const width = TABLE[column]?.width ?? 0;
    return texts.flatMap(({ text, look }) => linesOf(this.typesetter, text, width, STYLES[look]));
  }

  #note({ label, text, look }: Note): NoteLine[] {
    const lines = linesOf(this.typesetter, text, RIGHT - NOTES_AT, STYLES[look]);
    const [first] = linesOf(this.typesetter, label, NOTES_AT - LEFT, STYLES.grey);
    return lines.map((line, i) => ({ label: i === 0 ? (first ?? null) : null, line }));
  }
}
