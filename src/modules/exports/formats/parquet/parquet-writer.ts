import type { CopiedRow } from '../../../../platform/database/copy-rows';
import { ParquetFile, type ParquetState } from '../../../../platform/files/parquet/parquet-file';
import type { ExportFacts, FileFormat, FileWriter } from '../file-writer';
import { PARQUET_COLUMNS, parquetRow } from './parquet-rows';

/** Apache Parquet: for programs that read columns (DuckDB, Spark, pandas). Exact: the four parts are the text that was stored. */
export const parquetFormat: FileFormat = {
  type: 'application/vnd.apache.parquet',
  extension: 'parquet',
  open: async (facts, state) =>
    new ParquetExport(facts, await ParquetFile.open(PARQUET_COLUMNS, state as ParquetState | null)),
};

class ParquetExport implements FileWriter {
  constructor(
    private readonly facts: ExportFacts,
    private readonly file: ParquetFile,
  ) {}

  get state(): ParquetState {
    return this.file.state;
  }

  begin(): Promise<readonly Uint8Array[]> {
    return Promise.resolve([this.file.head()]);
  }

  async add(rows: readonly CopiedRow[]): Promise<readonly Uint8Array[]> {
    const written: Uint8Array[] = [];
    for (const row of rows) {
      const group = await this.file.add(parquetRow(row));
      if (group) written.push(group);
    }
    return written;
  }

  async endPart(): Promise<readonly Uint8Array[]> {
    const group = await this.file.endGroup();
    return group ? [group] : [];
  }

  /** The facts go along as metadata that readers show: `SELECT * FROM parquet_kv_metadata('events.parquet')`. */
  finish(): Promise<readonly Uint8Array[]> {
    return Promise.resolve([this.file.foot({ daybook: JSON.stringify(this.facts) })]);
  }
}
