import type { CopiedRow } from '../../../platform/database/copy-rows';
import { CSV_HEAD, csvLine } from './csv-line';

export const FORMATS = ['csv'] as const;
export type Format = (typeof FORMATS)[number];

/** How events become text. `line` gets a row as `EXPORTED_COLUMNS` selects it. */
export interface LineFormat {
  readonly type: string;
  readonly head: string;
  readonly line: (row: CopiedRow) => string;
}

const LINE_FORMATS: Record<Format, LineFormat> = {
  csv: { type: 'text/csv; charset=utf-8', head: CSV_HEAD, line: csvLine },
};

export const lineFormat = (format: string): LineFormat => LINE_FORMATS[format as Format];

export const typeOf = (format: string): string => lineFormat(format).type;
