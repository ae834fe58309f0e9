import { NOTES_AT, type EventBlock } from '../events/event-block';
import type { Typesetter } from '../text/typesetter';
import type { Content, Line } from './content';
import { BELOW, BOTTOM, GAP, LEADING, LEFT, RIGHT, SIZE, TABLE, TOP } from './geometry';
import { FORM, type PageMaker } from './page-maker';
import { linesOf } from './text-block';

/** An event of up to so many lines is kept on one page. */
const KEPT_TOGETHER = 24;
/** Fewer lines of an event do not stand alone at the foot of a page. */
const LEAST_LINES = 3;
const RULE = 3;

/** Sets events one below another, page by page. */
export class EventPages {
  #content: Content | null = null;
  /** Base line of the next line. */
  #y = 0;

  constructor(
    private readonly maker: PageMaker,
    private readonly typesetter: Typesetter,
  ) {}

  place(block: EventBlock): void {
    const rows = Math.max(...block.cells.map((lines) => lines.length));
    const lines = rows + block.below.length;
    const left = this.#left();
    if (lines > left && (lines <= KEPT_TOGETHER || left < LEAST_LINES)) this.endPage();
    for (let done = 0; done < lines;) {
      if (done > 0) this.endPage();
      const many = Math.min(lines - done, this.#left());
      this.#draw(block, rows, done, done + many);
      done += many;
    }
    this.#y -= GAP;
  }

  /** What comes next stands on another page. */
  endPage(): void {
    if (this.#content) this.maker.end(this.#content);
    this.#content = null;
  }

  /** How many lines still fit. */
  #left(): number {
    if (!this.#content) return Math.floor((TOP - BOTTOM) / LEADING) + 1;
    return Math.max(0, Math.floor((this.#y - BOTTOM) / LEADING) + 1);
  }

  #draw(block: EventBlock, rows: number, from: number, to: number): void {
    const content = this.#page();
    const top = this.#y;
    if (from > 0) this.#continued(content, block, to - from);
    block.cells.forEach((lines, column) => {
      const x = TABLE[column]?.x ?? LEFT;
      for (let i = from; i < Math.min(lines.length, to); i++)
        show(content, lines[i], x, top - (i - from) * LEADING);
    });
    for (let i = Math.max(from, rows); i < to; i++) {
      const y = top - (i - from) * LEADING;
      show(content, block.below[i - rows]?.label, BELOW, y);
      show(content, block.below[i - rows]?.line, NOTES_AT, y);
    }
    this.#y = top - (to - from) * LEADING;
    content.rule(LEFT, RIGHT, Math.round(this.#y + LEADING - GAP * 0.75), RULE);
  }

  /** A page in the middle of an event says which. */
  #continued(content: Content, block: EventBlock, lines: number): void {
    const [sequence] = block.cells[0] ?? [];
    show(content, sequence && { ...sequence, grey: true }, LEFT, this.#y);
    if (lines === 1) return;
    const [note] = linesOf(this.typesetter, '(goes on)', BELOW - LEFT, { size: SIZE, grey: true });
    show(content, note, LEFT, this.#y - LEADING);
  }

  #page(): Content {
    if (this.#content) return this.#content;
    this.#content = this.maker.begin();
    this.#content.background(FORM.tableHead);
    this.#y = TOP;
    return this.#content;
  }
}

function show(content: Content, line: Line | null | undefined, x: number, y: number): void {
  if (line) content.line(line, x, y, SIZE);
}
