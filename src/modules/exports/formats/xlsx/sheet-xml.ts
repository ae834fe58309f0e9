import { noFormula } from '../../../../platform/files/csv-cell';

/** What SpreadsheetML (ECMA-376, part 1) is made of here: texts in their cells, numbers, and times as numbers with a format. */

/** Excel's limit, in UTF-16 units; what is longer is refused as a damaged file. */
export const MOST_CELL_CHARACTERS = 32_767;

/** Indexes into `cellXfs` of the styles. */
export const STYLE = { plain: 0, head: 1, moment: 2, wrapped: 3 } as const;

/** `A`, `B` … `AA` for columns from 0 on. */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

const MARKUP = /[&<>]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What XML 1.0 cannot hold (section 2.2), and what would be read as the escape of it. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|_(?=x[\dA-Fa-f]{4}_)/g;
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const SPECIAL = /[\u0000-\u001f&<>\ufffe\uffff]|_x[\dA-Fa-f]{4}_/;

/**
 * Text as XML: `_xHHHH_` for what XML cannot hold (ST_Xstring, 22.9.2.19); a CR by its number, because parsers turn it into a LF.
 * The input has no lone surrogates: PostgreSQL stores none.
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(MARKUP, (sign) => ENTITIES[sign] as string)
    .replace(UNSPEAKABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('\r', '&#13;');
}

/** A cell that holds a text, whatever it looks like: nothing in it is computed. */
export function textCell(place: string, text: string, style: number = STYLE.plain): string {
  const kept = text.trim().length < text.length || text.includes('\n') ? ' xml:space="preserve"' : '';
  const styled = style === STYLE.plain ? '' : ` s="${style}"`;
  return `<c r="${place}"${styled} t="inlineStr"><is><t${kept}>${xmlText(text)}</t></is></c>`;
}

export const numberCell = (place: string, digits: string): string => `<c r="${place}"><v>${digits}</v></c>`;

const DAY_MS = 86_400_000;
/** Days from Excel's 0 to 1970. Before 1 March 1900 its calendar is wrong, and it knows no year 10,000. */
const EPOCH = 25_569;
const FIRST_MOMENT = Date.UTC(1900, 2, 1);

/** A twentieth of a millisecond: days in binary are a trifle more or less, and readers that cut would show the millisecond before. */
const NUDGE_MS = 0.05;
const DECIMALS = 10;

/** A real time, in UTC, to the millisecond; a text where spreadsheets have no such date. `moment` is RFC 3339 in UTC. */
export function momentCell(place: string, moment: string): string {
  const time = Date.parse(moment);
  if (!(time >= FIRST_MOMENT)) return textCell(place, moment);
  const nudge = time % DAY_MS === 0 ? 0 : NUDGE_MS;
  const days = ((time + nudge) / DAY_MS + EPOCH).toFixed(DECIMALS);
  return `<c r="${place}" s="${STYLE.moment}"><v>${days}</v></c>`;
}

/**
 * Text in pieces that fit into a cell each, and that no spreadsheet takes for formulas, wherever they are cut or copied to: none
 * begins as one, none ends within a character.
 */
export function piecesOf(text: string): string[] {
  if (text.length < MOST_CELL_CHARACTERS) return [noFormula(text)];
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + MOST_CELL_CHARACTERS - 1, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    pieces.push(noFormula(text.slice(at, end)));
    at = end;
  }
  return pieces;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

/** `frozen`: the first row stays in view. Widths are in characters. */
export function sheetHead(widths: readonly number[], frozen: boolean): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${HEAD}<sheetViews><sheetView workbookViewId="0">${frozen ? pane : ''}</sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>`
  );
}

/** `filtered`: the cells whose first row offers a filter. */
export const sheetFoot = (filtered?: string): string =>
  `</sheetData>${filtered === undefined ? '' : `<autoFilter ref="${filtered}"/>`}</worksheet>`;
