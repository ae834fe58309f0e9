import type { CopiedRow } from '../../../../platform/database/copy-rows';
import { ZipWriter, type ZipState } from '../../../../platform/files/zip-writer';
import type { ExportFacts, FileFormat, FileWriter } from '../file-writer';
import { aboutSheet } from './about-sheet';
import { DeflatedEntries } from './deflated-entries';
import { eventArea, eventRow, eventSheetHead } from './event-sheet';
import { sheetFoot } from './sheet-xml';
import {
  contentTypes,
  RELATIONSHIPS,
  sheetPath,
  STYLES,
  workbookRelationships,
  workbookXml,
  type Sheet,
} from './workbook-parts';

/** Excel's limit, the row of names included. */
const MOST_SHEET_ROWS = 1_048_576;

interface XlsxState {
  readonly zip: ZipState;
  /** Rows of each sheet of events, the row of names included; the last is still open. */
  readonly rows: readonly number[];
}

/** A workbook for people: events on as many sheets as they need, and one that says what they are. */
export const xlsxFormat = xlsxOfSheets(MOST_SHEET_ROWS);

/** `sheetRows`: rows of a sheet at most, the row of names included. */
export function xlsxOfSheets(sheetRows: number): FileFormat {
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    open: (facts, state) => Promise.resolve(new XlsxExport(facts, sheetRows, state as XlsxState | null)),
  };
}

/** Our own, because no library's writer can be taken up by another process (ADR 18). */
class XlsxExport implements FileWriter {
  readonly #zip: ZipWriter;
  readonly #entry: DeflatedEntries;
  readonly #rows: number[];

  constructor(
    private readonly facts: ExportFacts,
    private readonly sheetRows: number,
    state: XlsxState | null,
  ) {
    this.#zip = new ZipWriter(new Date(facts.requestedAt), state?.zip);
    this.#entry = new DeflatedEntries(this.#zip);
    this.#rows = [...(state?.rows ?? [])];
  }

  get state(): XlsxState {
    return { zip: this.#zip.state, rows: [...this.#rows] };
  }

  /** The relationships first: by them programs tell a workbook from any other ZIP file. */
  async begin(): Promise<readonly Uint8Array[]> {
    return [
      ...this.#whole('_rels/.rels', RELATIONSHIPS),
      ...this.#whole('xl/styles.xml', STYLES),
      ...(await this.#beginSheet()),
    ];
  }

  async add(rows: readonly CopiedRow[]): Promise<readonly Uint8Array[]> {
    const written: Uint8Array[] = [];
    for (const row of rows) {
      if (this.#lastRows === this.sheetRows)
        written.push(...(await this.#endSheet()), ...(await this.#beginSheet()));
      const number = this.#lastRows + 1;
      this.#rows[this.#rows.length - 1] = number;
      written.push(...(await this.#entry.add(eventRow(row, number))));
    }
    return written;
  }

  endPart(): Promise<readonly Uint8Array[]> {
    return this.#entry.flush();
  }

  async finish(): Promise<readonly Uint8Array[]> {
    const sheets = this.#sheets();
    const events = this.#rows.reduce((sum, rows) => sum + rows - 1, 0);
    return [
      ...(await this.#endSheet()),
      ...this.#whole(sheetPath(0), aboutSheet(this.facts, events)),
      ...this.#whole('xl/workbook.xml', workbookXml(sheets)),
      ...this.#whole('xl/_rels/workbook.xml.rels', workbookRelationships(sheets)),
      ...this.#whole('[Content_Types].xml', contentTypes(sheets)),
      ...this.#zip.finish(),
    ];
  }

  get #lastRows(): number {
    return this.#rows.at(-1) ?? 0;
  }

  /** Sheet 0 is the one that says what the others are; it is written last, when their rows are known. */
  async #beginSheet(): Promise<Uint8Array[]> {
    this.#rows.push(1);
    const header = this.#zip.begin(sheetPath(this.#rows.length), { compressed: true });
    return [header, ...(await this.#entry.add(eventSheetHead()))];
  }

  async #endSheet(): Promise<Uint8Array[]> {
    const foot = await this.#entry.add(sheetFoot(eventArea(this.#lastRows)));
    return [...foot, ...(await this.#entry.flush()), ...this.#zip.endEntry()];
  }

  #whole(name: string, content: string): Uint8Array[] {
    return [
      this.#zip.begin(name, { compressed: true }),
      ...this.#zip.write(Buffer.from(content)),
      ...this.#zip.endEntry(),
    ];
  }

  #sheets(): Sheet[] {
    const events = this.#rows.map((rows, index) => ({
      name: index === 0 ? 'Events' : `Events ${index + 1}`,
      filtered: eventArea(rows, '$'),
    }));
    return [{ name: 'About' }, ...events];
  }
}
