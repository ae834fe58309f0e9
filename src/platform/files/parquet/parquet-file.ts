import { setImmediate as breathe } from 'node:timers/promises';
import { ByteWriter } from 'hyparquet-writer';
import { writeColumn } from 'hyparquet-writer/src/column.js';
import { encodeNestedValues } from 'hyparquet-writer/src/dremel.js';
import { schemaPathResolver } from 'hyparquet-writer/src/schema.js';
import { hasBounds, pathOf, schemaOf, type ParquetColumn, type ParquetValue } from './parquet-columns';
import { footerOf, MAGIC, MAGIC_BYTES, type ChunkState, type RowGroupState } from './parquet-footer';
import { compressors, zstdReady } from './zstd';

/** All that another process needs to go on behind the last row group: about a kilobyte for each. JSON. */
export interface ParquetState {
  readonly groups: readonly RowGroupState[];
}

export interface ParquetOptions {
  /** Rows of a row group at most. */
  readonly groupRows: number;
  /** Characters of text and bytes that a row group has, about, at most: what is kept in memory, whatever the rows are. */
  readonly groupSize: number;
}

const DEFAULTS: ParquetOptions = { groupRows: 25_000, groupSize: 8 * 1024 * 1024 };
const PAGE_BYTES = 1024 * 1024;

/**
 * A Parquet file, row group by row group, compressed by zstd; the same columns and values make the same bytes. It keeps what the
 * footer needs and nothing else, so that its memory is that of one row group and it goes on in another process (ADR 18).
 */
export class ParquetFile {
  readonly #groups: RowGroupState[];
  #offset: number;
  #values: ParquetValue[][] = [];
  #rows = 0;
  /** Characters and bytes that are kept back. */
  #kept = 0;

  private constructor(
    private readonly columns: readonly ParquetColumn[],
    private readonly options: ParquetOptions,
    state: ParquetState | null,
  ) {
    this.#begin();
    this.#groups = [...(state?.groups ?? [])];
    this.#offset = this.#groups
      .flatMap(({ chunks }) => chunks)
      .reduce((sum, [compressed]) => sum + compressed, MAGIC_BYTES);
  }

  /** `state`: of an earlier one with the same columns. */
  static async open(
    columns: readonly ParquetColumn[],
    state: ParquetState | null = null,
    options: ParquetOptions = DEFAULTS,
  ): Promise<ParquetFile> {
    await zstdReady();
    return new ParquetFile(columns, options, state);
  }

  get state(): ParquetState {
    return { groups: [...this.#groups] };
  }

  head(): Uint8Array {
    const writer = new ByteWriter();
    writer.appendUint32(MAGIC);
    return writer.getBytes();
  }

  /** A row, its values as the columns stand. Now and then a row group is full: its bytes, to be written behind all before. */
  async add(row: readonly ParquetValue[]): Promise<Uint8Array | null> {
    for (const [index, value] of row.entries()) {
      (this.#values[index] as ParquetValue[]).push(value);
      this.#kept += sizeOf(value);
    }
    this.#rows += 1;
    return this.#rows >= this.options.groupRows || this.#kept >= this.options.groupSize
      ? this.endGroup()
      : null;
  }

  /** Writes what was kept back; null when that is nothing. */
  async endGroup(): Promise<Uint8Array | null> {
    if (this.#rows === 0) return null;
    const [rows, values] = [this.#rows, this.#values];
    this.#begin();
    const writer = new ByteWriter();
    writer.offset = this.#offset;
    const chunks = await writeChunks(writer, this.columns, values, rows);
    this.#offset = writer.offset;
    this.#groups.push({ rows, chunks });
    return writer.getBytes();
  }

  /** `facts`: key-value metadata. */
  foot(facts: Readonly<Record<string, string>>): Uint8Array {
    return footerOf(this.columns, facts, this.#groups);
  }

  #begin(): void {
    this.#values = this.columns.map(() => []);
    this.#rows = 0;
    this.#kept = 0;
  }
}

const sizeOf = (value: ParquetValue): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;

type Path = ReturnType<ReturnType<typeof schemaPathResolver>>;

/** Column by column, and others run in between: all at once would hold them up for a third of a second. */
async function writeChunks(
  writer: ByteWriter,
  columns: readonly ParquetColumn[],
  values: readonly ParquetValue[][],
  rows: number,
): Promise<ChunkState[]> {
  const resolve = schemaPathResolver(schemaOf(columns));
  const chunks: ChunkState[] = [];
  for (const [index, column] of columns.entries()) {
    const path = resolve(pathOf(column));
    chunks.push(writeChunk(writer, hasBounds(column), path, values[index] as ParquetValue[], rows));
    await breathe();
  }
  return chunks;
}

function writeChunk(
  writer: ByteWriter,
  bounded: boolean,
  path: Path,
  values: readonly ParquetValue[],
  rows: number,
): ChunkState {
  const start = writer.offset;
  const schemaPath = path.map(({ element }) => element);
  const { chunk } = writeColumn({
    writer,
    column: {
      columnName: schemaPath[1]?.name ?? '',
      element: schemaPath.at(-1) as (typeof schemaPath)[number],
      schemaPath,
      codec: 'ZSTD',
      compressors,
      stats: bounded,
      pageSize: PAGE_BYTES,
      dictionarySize: PAGE_BYTES,
      columnIndex: false,
      offsetIndex: false,
    },
    pageData: encodeNestedValues(path, values as ParquetValue[]),
  });
  const written = chunk.meta_data as NonNullable<typeof chunk.meta_data>;
  const { min_value: least, max_value: greatest } = written.statistics ?? {};
  const sizes = [
    writer.offset - start,
    Number(written.total_uncompressed_size),
    Number(written.num_values) - rows,
    written.dictionary_page_offset === undefined ? 0 : Number(written.data_page_offset) - start,
  ] as const;
  return least === undefined || greatest === undefined ? sizes : [...sizes, String(least), String(greatest)];
}
