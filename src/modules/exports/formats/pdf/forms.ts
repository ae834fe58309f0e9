import type { ExportFacts } from '../file-writer';
import { rangeText, TITLE } from './cover/cover-texts';
import { OBJECT } from './file/page-numbers';
import { PAPER } from './file/page-tree';
import { compressed } from './file/pdf-objects';
import { Content } from './pages/content';
import { FOOT, HEAD, LEFT, RIGHT, SIZE, TABLE, TABLE_HEAD, WIDTH } from './pages/geometry';
import { linesOf, oneLine, widthIn } from './pages/text-block';
import type { Typesetter } from './text/typesetter';

const GREY = { size: SIZE, grey: true } as const;
const BOLD = { size: SIZE, weight: 'bold' } as const;
const RULE_BELOW = 46;

/** What pages share, as objects of the file (PDF 1.7, 8.10): written once, shown by each. */
export function sharedForms(typesetter: Typesetter, facts: ExportFacts): Map<number, Buffer> {
  return new Map([
    [OBJECT.everyPage, form(OBJECT.everyPage, everyPage(typesetter, facts))],
    [OBJECT.tableHead, form(OBJECT.tableHead, tableHead(typesetter, facts))],
  ]);
}

/** What is known at the end only, in the places that pages have left for it. */
export function finalForms(
  typesetter: Typesetter,
  {
    pages,
    events,
    erased,
    first,
    last,
  }: Readonly<Record<'pages' | 'events' | 'erased' | 'first' | 'last', number>>,
): Map<number, Buffer> {
  const erasedText = erased > 0 ? `, ${grouped(erased)} of them erased in part or whole` : '';
  const texts = [
    [OBJECT.pageCount, String(pages)],
    [OBJECT.eventCount, `${grouped(events)}${erasedText}`],
    [OBJECT.sequences, events > 0 ? `${first} to ${last}` : 'none'],
  ] as const;
  return new Map(
    texts.map(([number, text]) => {
      const content = new Content();
      content.line(oneLine(typesetter, text, WIDTH, { size: SIZE }), 0, 0, SIZE);
      return [number, form(number, content)];
    }),
  );
}

function everyPage(typesetter: Typesetter, facts: ExportFacts): Content {
  const content = new Content();
  const foot = `${TITLE} ${facts.exportId}`;
  content.line(oneLine(typesetter, foot, WIDTH / 2, GREY), LEFT, FOOT, SIZE);
  return content;
}

function tableHead(typesetter: Typesetter, facts: ExportFacts): Content {
  const content = new Content();
  const range = rangeText(facts);
  const room = WIDTH - widthIn(typesetter, range, GREY) - 200;
  content.line(oneLine(typesetter, facts.organization.name, room, BOLD), LEFT, HEAD, SIZE);
  content.line(
    oneLine(typesetter, range, WIDTH, GREY),
    Math.round(RIGHT - widthIn(typesetter, range, GREY)),
    HEAD,
    SIZE,
  );
  for (const { title, x, width } of TABLE) {
    const [line] = linesOf(typesetter, title, width, BOLD);
    if (line) content.line(line, x, TABLE_HEAD, SIZE);
  }
  content.rule(LEFT, RIGHT, TABLE_HEAD - RULE_BELOW, 8);
  return content;
}

const form = (number: number, content: Content): Buffer =>
  compressed(
    number,
    `/Type/XObject/Subtype/Form/BBox [-10 -10 ${PAPER.width} ${PAPER.height}]`,
    content.operators,
  );

const grouped = (count: number): string => count.toLocaleString('en-US');
