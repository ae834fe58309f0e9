import { CSV_HEAD, csvLine, type KnownActors } from '../building/csv-line';
import { eventLine } from './event-line';
import type { FileFormat } from './file-writer';
import { parquetFormat } from './parquet/parquet-writer';
import { pdfFormat } from './pdf/pdf-format';
import { xlsxFormat } from './xlsx/xlsx-writer';
import { lineFormat, type LineFormat } from './line-writer';

/** A kind of file, and whether it is worth deflating: some are compressed already. */
export interface ExportFormat {
  readonly file: FileFormat;
  readonly compressed: boolean;
}

const csv: LineFormat = {
  head: CSV_HEAD,
  lines: () => {
    const known: KnownActors = new Map();
    return (row) => csvLine(row, known);
  },
  between: '',
  tail: '',
};
const ndjson: LineFormat = { head: '', lines: () => (row) => `${eventLine(row)}\n`, between: '', tail: '' };
const json: LineFormat = { head: '[\n', lines: () => eventLine, between: ',\n', tail: '\n]\n' };

/** Every kind of file that can be asked for. */
const FORMATS = {
  csv: { file: lineFormat('text/csv; charset=utf-8', 'csv', csv), compressed: true },
  ndjson: { file: lineFormat('application/x-ndjson', 'ndjson', ndjson), compressed: true },
  json: { file: lineFormat('application/json', 'json', json), compressed: true },
  pdf: { file: pdfFormat, compressed: false },
  xlsx: { file: xlsxFormat, compressed: false },
  parquet: { file: parquetFormat, compressed: false },
} as const satisfies Record<string, ExportFormat>;

export type Format = keyof typeof FORMATS;

export const EXPORT_FORMATS = Object.keys(FORMATS) as Format[];

/** @throws Error for a format of another version of Daybook. */
export function exportFormat(name: string): ExportFormat {
  const format = (FORMATS as Record<string, ExportFormat | undefined>)[name];
  if (format === undefined) throw new Error(`there is no format ${name}`);
  return format;
}
