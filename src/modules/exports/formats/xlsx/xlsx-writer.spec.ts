import readWorkbook, { readSheet } from 'read-excel-file/node';
import { erasedRow, exportedRow, fileOf, HOSTILE, someFacts } from '../../../../../test/support/export-rows';
import { readZip } from '../../../../../test/support/zip';
import type { CopiedRow } from '../../../../platform/database/copy-rows';
import { noFormula } from '../../../../platform/files/csv-cell';
import { COLUMN } from '../../building/exported-columns';
import { CELLS, cellsOf } from '../event-cells';
import { columnName, piecesOf, xmlText } from './sheet-xml';
import { xlsxFormat, xlsxOfSheets } from './xlsx-writer';

const EXACT = { trim: false } as const;

/** A row as it must come back, without what goes on at its end. */
function expected(row: CopiedRow): unknown[] {
  const at = (column: number): Date => new Date(row[column] as string);
  return CELLS.map((name, index) => {
    const cell = cellsOf(row)[index] ?? null;
    if (name === 'sequence') return Number(cell);
    if (name.endsWith('_at')) return at(index);
    return cell === null ? null : piecesOf(cell)[0];
  });
}

/** All texts of an event's cell, whose pieces stand at the end of the row. */
function whole(sheet: readonly (readonly unknown[])[], name: string, row: number): string {
  const names = sheet[0] as string[];
  const line = sheet[row] as (string | null)[];
  const more = line.slice(names.indexOf('more_of_1'));
  const pieces = more.flatMap((cell, index) =>
    index % 2 === 0 && cell === name ? [more[index + 1] ?? ''] : [],
  );
  return [line[names.indexOf(name)] ?? '', ...pieces].join('');
}

describe('a workbook', () => {
  const rows = [...HOSTILE.map((text, index) => exportedRow(index + 1, text)), erasedRow(HOSTILE.length + 1)];

  it('shows every event, hostile texts as texts, times as times to the millisecond (read by read-excel-file)', async () => {
    const file = await fileOf(xlsxFormat, [rows.slice(0, 9), rows.slice(9)]);
    const [names, ...found] = await readSheet(file, 'Events', EXACT);
    expect(names?.slice(0, CELLS.length)).toEqual(CELLS);
    expect(found.map((row) => row.slice(0, CELLS.length))).toEqual(rows.map(expected));
    expect(found.at(-1)?.[CELLS.length]).toBe('actor (2026-11-21T12:00:00.000Z)');
  });

  it('computes nothing: no cell holds a formula or begins as one (A6)', async () => {
    const file = await fileOf(xlsxFormat, [rows]);
    const xml = String((await readZip(file)).get('xl/worksheets/sheet2.xml'));
    expect(xml).not.toMatch(/<f[ >]/);
    const texts = [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text as string);
    expect(texts.length).toBeGreaterThan(rows.length * 10);
    expect(texts.filter((text) => /^[=+\-@\t\n\r\0＝＋－＠]|^&#13;|^_x0000_/.test(text))).toEqual([]);
    expect(texts).toContain("'=cmd|' /C calc'!A0");
    expect([...xml.matchAll(/ t="(\w+)"/g)].every(([, type]) => type === 'inlineStr')).toBe(true);
  });

  it('cuts nothing: what is too long for a cell goes on at the end of the row', async () => {
    const emoji = '😀'.repeat(40_000);
    const formulas = `${'x'.repeat(32_766)}=cmd${'|'.repeat(32_762)}=1+1`;
    const file = await fileOf(xlsxFormat, [
      [exportedRow(1, emoji), exportedRow(2, formulas), exportedRow(3, 'short')],
    ]);
    const sheet = await readSheet(file, 'Events', EXACT);
    expect(sheet.flat().every((cell) => String(cell).length <= 32_767)).toBe(true);
    expect(whole(sheet, 'summary', 1)).toBe(emoji);
    expect(JSON.parse(whole(sheet, 'details', 1))).toEqual({ text: emoji });
    expect(whole(sheet, 'summary', 2)).toBe(formulas.replace('=cmd', "'=cmd").replace('=1+1', "'=1+1"));
    expect(whole(sheet, 'summary', 3)).toBe('short');
  });

  it('goes on with another sheet when one is full', async () => {
    const many = Array.from({ length: 11 }, (_, index) => exportedRow(index + 1, `event ${index + 1}`));
    const sheets = await readWorkbook(await fileOf(xlsxOfSheets(6), [many.slice(0, 5), many.slice(5)]));
    expect(sheets.map(({ sheet, data }) => [sheet, data.slice(1).map(([sequence]) => sequence)])).toEqual([
      ['About', expect.anything()],
      ['Events', [1, 2, 3, 4, 5]],
      ['Events 2', [6, 7, 8, 9, 10]],
      ['Events 3', [11]],
    ]);
    expect(sheets.slice(1).every(({ data }) => data[0]?.[0] === 'sequence')).toBe(true);
  });

  it('says what it holds on its first sheet', async () => {
    const sheet = await readSheet(await fileOf(xlsxFormat, [rows]), 1);
    const facts = new Map(sheet.slice(0, 11).map(([label, value]) => [label, value]));
    expect(facts.get('Organization')).toBe(someFacts().organization.name);
    expect(facts.get('Events')).toBe(String(rows.length));
    expect(facts.get('Filter')).toBe('action begins with "note."');
    expect(facts.get('From')).toEqual(new Date('2026-11-01T00:00:00.000Z'));
    expect(facts.get('To (exclusive)')).toBe('no end');
    expect(facts.get('Requested by')).toBe('Jane Doe <jane@acme.example>');
  });

  it('may be empty, and keeps times that spreadsheets do not know as texts', async () => {
    expect(await readSheet(await fileOf(xlsxFormat, [[]]), 'Events')).toHaveLength(1);
    const old = exportedRow(1, 'x').with(COLUMN.occurredAt, '1899-12-31T00:00:00.000Z');
    const [, row] = await readSheet(await fileOf(xlsxFormat, [[old]]), 'Events');
    expect(row?.[COLUMN.occurredAt]).toBe('1899-12-31T00:00:00.000Z');
  });

  it('has the same bytes when each part is written by another process, within a sheet and between (F8)', async () => {
    const parts = [rows.slice(0, 5), rows.slice(5, 6), [], rows.slice(6)];
    for (const format of [xlsxFormat, xlsxOfSheets(6)]) {
      const undisturbed = await fileOf(format, parts);
      expect((await fileOf(format, parts, { resumed: true })).equals(undisturbed)).toBe(true);
    }
  });

  it('keeps a state that does not grow with its rows', async () => {
    const writer = await xlsxFormat.open(someFacts(), null);
    await writer.begin();
    const sizes: number[] = [];
    for (let part = 0; part < 4; part++) {
      await writer.add(Array.from({ length: 200 }, (_, index) => exportedRow(part * 200 + index + 1, 'x')));
      await writer.endPart();
      sizes.push(JSON.stringify(writer.state).length);
    }
    expect(Math.max(...sizes)).toBeLessThan(1_000);
  });
});

describe('text in XML', () => {
  it.each([
    ['a<b>&c', 'a&lt;b&gt;&amp;c'],
    ['\0\u0001\u001F\uFFFE\uFFFF', '_x0000__x0001__x001F__xFFFE__xFFFF_'],
    ['\t\n\r', '\t\n&#13;'],
    ['_x0041_', '_x005F_x0041_'],
    ['_x0041_x0042_', '_x005F_x0041_x005F_x0042_'],
    ['_x41_ _X0041_', '_x41_ _X0041_'],
    ['\u007F\u0085\u202E😀', '\u007F\u0085\u202E😀'],
  ])('%j is %j', (text, xml) => expect(xmlText(text)).toBe(xml));

  it('is cut between characters, and no piece begins a formula', () => {
    const text = `${'a'.repeat(32_765)}😀=1`;
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.length)).toEqual([32_765, 4]);
    expect(pieces.join('')).toBe(text);
    expect(piecesOf(`${'a'.repeat(32_766)}=1`)).toEqual(['a'.repeat(32_766), noFormula('=1')]);
    expect(piecesOf('')).toEqual(['']);
  });

  it('stands in columns by letters', () =>
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']));
});
