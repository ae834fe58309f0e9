import type { ExportFacts } from '../../file-writer';
import type { Content } from '../pages/content';
import { LEFT, RIGHT, SIZE } from '../pages/geometry';
import { FORM, type PageMaker } from '../pages/page-maker';
import { linesOf, type Style } from '../pages/text-block';
import type { Typesetter } from '../text/typesetter';
import { EXPLANATIONS, factsOf, filterOf, TITLE, type Fact, type Section } from './cover-texts';

const BODY: Style = { size: 88 };
const LABEL: Style = { size: 88, grey: true };
const HEADING: Style = { size: 96, weight: 'bold' };
const NAME: Style = { size: 150 };
const HUGE: Style = { size: 260, weight: 'bold' };
const LEADING = 124;
const BETWEEN = 60;

const TITLE_AT = 5330;
const BOTTOM = 420;
const MIDDLE = 4400;
const VALUES = LEFT + 800;

/** The first page, and as many more as the words of the filter need. */
export class CoverPages {
  #content: Content;
  #y = TITLE_AT;

  constructor(
    private readonly maker: PageMaker,
    private readonly typesetter: Typesetter,
  ) {
    this.#content = maker.begin();
  }

  write(facts: ExportFacts): void {
    this.#text(TITLE, LEFT, RIGHT, HUGE, 260);
    this.#text(facts.organization.name, LEFT, RIGHT, NAME, 190);
    this.#content.rule(LEFT, RIGHT, this.#y + 60, 6);
    this.#y -= 130;
    const top = this.#y;
    for (const section of EXPLANATIONS) this.#section(section, MIDDLE, RIGHT);
    this.#y = top;
    for (const fact of factsOf(facts)) this.#fact(fact);
    this.#y -= BETWEEN * 2;
    this.#section(filterOf(facts), LEFT, MIDDLE - 350);
    this.maker.end(this.#content);
  }

  #fact({ label, value, form }: Fact): void {
    const y = this.#y;
    this.#text(label, LEFT, VALUES, LABEL, LEADING);
    this.#y = y;
    if (value !== undefined) return this.#text(value, VALUES, MIDDLE - 350, BODY, LEADING);
    if (form) this.#content.form(FORM[form], VALUES, y, (BODY.size / SIZE).toFixed(4));
    this.#y -= LEADING;
  }

  #section({ title, paragraphs }: Section, from: number, to: number): void {
    this.#text(title, from, to, HEADING, LEADING + 20);
    for (const paragraph of paragraphs) {
      this.#text(paragraph, from, to, BODY, LEADING);
      this.#y -= BETWEEN;
    }
    this.#y -= BETWEEN;
  }

  /** A text that does not fit goes on, on a page that it has for itself. */
  #text(text: string, from: number, to: number, style: Style, leading: number): void {
    for (const line of linesOf(this.typesetter, text, to - from, style)) {
      if (this.#y < BOTTOM) {
        this.maker.end(this.#content);
        this.#content = this.maker.begin();
        this.#y = TITLE_AT;
      }
      this.#content.line(line, from, this.#y, style.size);
      this.#y -= leading;
    }
  }
}
