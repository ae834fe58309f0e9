import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressors, zstdReady } from './zstd';

/** A file to read pieces of. */
export type ByteSource = AsyncBuffer;

/** What stands in a cell: times and days as `Date`, bytes as they are, lists as arrays, 64-bit numbers as bigint. */
export type ParquetCell = string | string[] | Uint8Array | bigint | number | Date | null;
export type ParquetRecord = Readonly<Record<string, ParquetCell>>;

export interface ParquetContents {
  /** Key-value metadata. */
  readonly facts: ReadonlyMap<string, string>;
  readonly rows: number;
  /** One row group after the other. */
  readonly rowGroups: AsyncIterable<ParquetRecord[]>;
}

/** Exactly what was written: by itself, the decoder takes a byte order mark away from the beginning of a text. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && utf8.decode(bytes),
};

/** @throws Error when it is no whole Parquet file. */
export async function readParquet(file: ByteSource): Promise<ParquetContents> {
  await zstdReady();
  const metadata = await parquetMetadataAsync(file);
  async function* rowGroups(): AsyncGenerator<ParquetRecord[]> {
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      yield await parquetReadObjects({
        file,
        metadata,
        rowStart,
        rowEnd,
        compressors: decompressors,
        parsers,
        utf8: false,
      });
      rowStart = rowEnd;
    }
  }
  return {
    facts: new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value ?? ''])),
    rows: Number(metadata.num_rows),
    rowGroups: rowGroups(),
  };
}
