import type { PdfFile } from '../file/pdf-file';
import type { Typesetter } from '../text/typesetter';
import { Content } from './content';
import { FOOT, PAGE_COUNT_AT, SIZE } from './geometry';
import { oneLine, widthIn } from './text-block';

/** Names of forms among the resources. */
export const FORM = {
  everyPage: 'X1',
  tableHead: 'X2',
  pageCount: 'X3',
  eventCount: 'X4',
  sequences: 'X5',
} as const;

const STYLE = { size: SIZE } as const;

/** Begins and ends pages; each has the foot with its number. */
export class PageMaker {
  constructor(
    private readonly file: PdfFile,
    private readonly typesetter: Typesetter,
  ) {}

  begin(): Content {
    const content = new Content();
    content.background(FORM.everyPage);
    return content;
  }

  end(content: Content): void {
    const text = `Page ${this.file.pages + 1} of `;
    const x = Math.round(PAGE_COUNT_AT - widthIn(this.typesetter, text, STYLE));
    content.line(oneLine(this.typesetter, text, PAGE_COUNT_AT, STYLE), x, FOOT, SIZE);
    content.form(FORM.pageCount, PAGE_COUNT_AT, FOOT);
    this.file.addPage(content.operators);
  }
}
