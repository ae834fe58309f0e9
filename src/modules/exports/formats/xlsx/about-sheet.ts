import type { ExportFacts } from '../file-writer';
import { columnName, momentCell, piecesOf, sheetFoot, sheetHead, STYLE, textCell } from './sheet-xml';

const NOTES = [
  'Times are in UTC, to the millisecond.',
  'A cell holds 32,767 characters at most. Longer text goes on in the columns more_of_… (whose text) and more_… (its next piece) at the end of the row; nothing is cut.',
  "Text that a spreadsheet could take for a formula (= + - @, tab, line break) begins with an added apostrophe ('), so that it stays text when it is copied or saved as CSV. NDJSON and Parquet exports hold the exact text.",
  'Where the column "erased" says so, parts of the event were erased: their cells are empty.',
  'changes, details, related and context are JSON.',
];

/** A time is shown as the time of an event is. */
type Line = readonly [label: string, value: string | Date];

/** The sheet that says what the others are. */
export function aboutSheet(facts: ExportFacts, rows: number): string {
  const { from, to } = facts.range;
  const lines: Line[] = [
    ['Organization', facts.organization.name],
    ['Organization id', facts.organization.id],
    ['Export', facts.exportId],
    ['Events', String(rows)],
    ...listed('Filter', facts.filter.length === 0 ? ['all events'] : facts.filter),
    ['From', from === null ? 'the beginning' : new Date(from)],
    ['To (exclusive)', to === null ? 'no end' : new Date(to)],
    ['Last event of the log', String(facts.lastSequence)],
    ['Time zone of the request', facts.timeZone],
    ['Requested by', facts.requestedBy],
    ['Requested at', new Date(facts.requestedAt)],
    ...listed('Notes', NOTES),
  ];
  return `${sheetHead([26, 110], false)}${lines.map(lineXml).join('')}${sheetFoot()}`;
}

const listed = (label: string, texts: readonly string[]): Line[] =>
  texts.map((text, index) => [index === 0 ? label : '', text]);

function lineXml([label, value]: Line, index: number): string {
  const row = index + 1;
  const cells =
    typeof value === 'string'
      ? piecesOf(value).map((piece, n) => textCell(`${columnName(1 + n)}${row}`, piece, STYLE.wrapped))
      : [momentCell(`B${row}`, value.toISOString())];
  return `<row r="${row}">${textCell(`A${row}`, label, STYLE.head)}${cells.join('')}</row>`;
}
