import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { pathOf, schemaOf, type ParquetColumn } from './parquet-columns';

type RowGroup = Parameters<typeof writeMetadata>[1]['row_groups'][number];
type ColumnChunk = RowGroup['columns'][number];

export const MAGIC = 0x31524150;
export const MAGIC_BYTES = 4;

/** Bytes in the file, bytes before compression, values beyond one a row (lists), bytes of its dictionary. */
type Sizes = readonly [compressed: number, uncompressed: number, moreValues: number, dictionary: number];

/** With the least and the greatest value, where they are kept. */
export type ChunkState = Sizes | readonly [...Sizes, least: string, greatest: string];

/** What the footer says of a row group: everything else about it follows. JSON. */
export interface RowGroupState {
  readonly rows: number;
  readonly chunks: readonly ChunkState[];
}

/** The end of a file: where everything stands. `facts` are shown by readers as key-value metadata. */
export function footerOf(
  columns: readonly ParquetColumn[],
  facts: Readonly<Record<string, string>>,
  groups: readonly RowGroupState[],
): Uint8Array {
  const writer = new ByteWriter();
  const schema = schemaOf(columns);
  let offset = MAGIC_BYTES;
  const rowGroups = groups.map((group) => {
    const rowGroup = rowGroupOf(columns, group, offset);
    offset += Number(rowGroup.total_compressed_size);
    return rowGroup;
  });
  writeMetadata(writer, {
    version: 2,
    created_by: 'daybook version 1',
    schema,
    num_rows: BigInt(groups.reduce((sum, { rows }) => sum + rows, 0)),
    row_groups: rowGroups,
    key_value_metadata: Object.entries(facts).map(([key, value]) => ({ key, value })),
    metadata_length: 0,
  });
  writer.appendUint32(MAGIC);
  return writer.getBytes();
}

function rowGroupOf(
  columns: readonly ParquetColumn[],
  { rows, chunks }: RowGroupState,
  start: number,
): RowGroup {
  let offset = start;
  const written = chunks.map((chunk, index) => {
    const column = chunkOf(columns[index] as ParquetColumn, chunk, rows, offset);
    offset += chunk[0];
    return column;
  });
  return {
    columns: written,
    total_byte_size: BigInt(chunks.reduce((sum, [, uncompressed]) => sum + uncompressed, 0)),
    total_compressed_size: BigInt(offset - start),
    num_rows: BigInt(rows),
  };
}

function chunkOf(column: ParquetColumn, chunk: ChunkState, rows: number, offset: number): ColumnChunk {
  const [compressed, uncompressed, moreValues, dictionary, least, greatest] = chunk;
  const element = schemaOf([column]).at(-1);
  return {
    file_offset: BigInt(offset),
    meta_data: {
      type: element?.type ?? 'BYTE_ARRAY',
      encodings: dictionary > 0 ? ['PLAIN', 'RLE_DICTIONARY'] : ['PLAIN'],
      path_in_schema: pathOf(column),
      codec: 'ZSTD',
      num_values: BigInt(rows + moreValues),
      total_uncompressed_size: BigInt(uncompressed),
      total_compressed_size: BigInt(compressed),
      data_page_offset: BigInt(offset + dictionary),
      ...(dictionary > 0 ? { dictionary_page_offset: BigInt(offset) } : {}),
      ...(least !== undefined && greatest !== undefined
        ? { statistics: { min_value: BigInt(least), max_value: BigInt(greatest) } }
        : {}),
    },
  };
}
