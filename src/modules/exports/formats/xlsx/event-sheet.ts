import type { CopiedRow } from '../../../../platform/database/copy-rows';
import { erasureOf } from '../../../audit/audit.tombstones';
import { COLUMN } from '../../building/exported-columns';
import { CELLS, cellsOf } from '../event-cells';
import { columnName, momentCell, numberCell, piecesOf, sheetHead, STYLE, textCell } from './sheet-xml';

/** What does not fit into its cell goes on here: whose text it is, and the next piece of it. Pairs beyond these have no heading. */
const PAIRS_WITH_HEADING = 3;
const MORE = Array.from({ length: PAIRS_WITH_HEADING }, (_, n) => [
  `more_of_${n + 1}`,
  `more_${n + 1}`,
]).flat();

const COLUMNS: readonly string[] = [...CELLS, 'erased', ...MORE];
const FIRST_MORE = CELLS.length + 1;
const NAMES: readonly string[] = COLUMNS.map((_, index) => columnName(index));

const WIDE = ['id', 'summary', 'user_agent', 'changes', 'details', 'related', 'context'];
const widthOf = (name: string): number => (WIDE.includes(name) ? 40 : name.endsWith('_at') ? 24 : 16);

/** Up to and with the row of names. */
export function eventSheetHead(): string {
  const names = COLUMNS.map((name, index) => textCell(`${NAMES[index]}1`, name, STYLE.head));
  return `${sheetHead(COLUMNS.map(widthOf), true)}<row r="1">${names.join('')}</row>`;
}

/** The cells of a sheet of so many rows, the row of names included. */
export const eventArea = (rows: number, absolute = ''): string =>
  `${absolute}A${absolute}1:${absolute}${NAMES.at(-1)}${absolute}${rows}`;

/** One event as the row of this number. */
export function eventRow(row: CopiedRow, number: number): string {
  const cells = [...cellsOf(row), erasedText(row[COLUMN.erasure] ?? null)];
  const more: [name: string, piece: string][] = [];
  let xml = `<row r="${number}">`;
  for (const [index, cell] of cells.entries()) {
    if (cell === null) continue;
    const place = `${NAMES[index]}${number}`;
    if (index === COLUMN.sequence) xml += numberCell(place, cell);
    else if (index === COLUMN.occurredAt || index === COLUMN.recordedAt) xml += momentCell(place, cell);
    else {
      const [first = '', ...rest] = piecesOf(cell);
      xml += textCell(place, first);
      for (const piece of rest) more.push([COLUMNS[index] as string, piece]);
    }
  }
  return `${xml}${more.map((pair, index) => pairCells(pair, index, number)).join('')}</row>`;
}

function pairCells([name, piece]: readonly [string, string], index: number, row: number): string {
  const at = FIRST_MORE + 2 * index;
  return textCell(`${columnName(at)}${row}`, name) + textCell(`${columnName(at + 1)}${row}`, piece);
}

/** `actor, content (2026-11-21T12:00:00.000Z)`; null for an event that is whole. */
function erasedText(column: string | null): string | null {
  const by = erasureOf(column)?.by ?? [];
  return by.length === 0 ? null : by.map(({ parts, at }) => `${parts.join(', ')} (${at})`).join('; ');
}
