import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CopiedRow } from '../../../../platform/database/copy-rows';
import { erasedRow, exportedRow, fileOf, HOSTILE, someFacts } from '../../../../../test/support/export-rows';
import { duckdb } from '../../../../../test/support/parquet';
import { temporaryDirectory } from '../../../../../test/support/temporary-directory';
import { COLUMN } from '../../building/exported-columns';
import { CELLS, cellsOf } from '../event-cells';
import { parquetFormat } from './parquet-writer';

const rows = [...HOSTILE.map((text, index) => exportedRow(index + 1, text)), erasedRow(HOSTILE.length + 1)];

async function readBack(sql: string, parts: readonly (readonly CopiedRow[])[]) {
  const file = join(temporaryDirectory(), 'events.parquet');
  writeFileSync(file, await fileOf(parquetFormat, parts));
  return duckdb(sql, file);
}

/** A row as it must come back: the cells of a table, the parts as they were stored. */
function expected(row: CopiedRow): Record<string, unknown> {
  const time = (text: string | null | undefined) => text?.replace('T', ' ').replace(/0*Z$/, '+00');
  const at = row[COLUMN.expiresOn];
  return {
    ...Object.fromEntries(CELLS.map((name, index) => [name, cellsOf(row)[index] ?? null])),
    sequence: Number(row[COLUMN.sequence]),
    occurred_at: time(row[COLUMN.occurredAt]),
    recorded_at: time(row[COLUMN.recordedAt]),
    flags: row[COLUMN.flags] === '' ? [] : row[COLUMN.flags]?.split(';'),
    actor: row[COLUMN.actor],
    context: row[COLUMN.context],
    target: row[COLUMN.target],
    content: row[COLUMN.content],
    leaf_hash: row[COLUMN.leafHash],
    expires_on: at === 'infinity' ? null : at,
    erasure: row[COLUMN.erasure],
  };
}

describe('a Parquet export', () => {
  it('says every event, hostile texts and erased ones included, exactly as it was stored (read by DuckDB)', async () => {
    const found = await readBack('SELECT * FROM read_parquet($file) ORDER BY sequence', [
      rows.slice(0, 7),
      rows.slice(7),
    ]);
    expect(found).toEqual(rows.map(expected));
  });

  it('has types: numbers, UTC times in microseconds, days, lists', async () => {
    const [row] = await readBack(
      `SELECT typeof(sequence) AS a, typeof(occurred_at) AS b, typeof(flags) AS c, typeof(expires_on) AS d, typeof(content) AS e
         FROM read_parquet($file) LIMIT 1`,
      [rows],
    );
    expect(row).toEqual({
      a: 'BIGINT',
      b: 'TIMESTAMP WITH TIME ZONE',
      c: 'VARCHAR[]',
      d: 'DATE',
      e: 'VARCHAR',
    });
  });

  it('may be empty, and names its facts', async () => {
    expect(await readBack('SELECT count(*)::int AS rows FROM read_parquet($file)', [[]])).toEqual([
      { rows: 0 },
    ]);
    const [fact] = await readBack('SELECT decode(value) AS value FROM parquet_kv_metadata($file)', [rows]);
    expect(JSON.parse(String(fact?.value))).toEqual(someFacts());
  });

  it('tells readers which row groups they need not read', async () => {
    const parts = [1, 2, 3].map((part) =>
      Array.from({ length: 10 }, (_, i) => exportedRow(part * 100 + i, 'x')),
    );
    const found = await readBack(
      `SELECT row_group_id::int AS id, row_group_num_rows::int AS rows, stats_min_value AS least, stats_max_value AS greatest, compression
         FROM parquet_metadata($file) WHERE path_in_schema = 'sequence' ORDER BY 1`,
      parts,
    );
    expect(found).toEqual(
      [1, 2, 3].map((part, id) => ({
        id,
        rows: 10,
        least: `${part}00`,
        greatest: `${part}09`,
        compression: 'ZSTD',
      })),
    );
  });

  it('has the same bytes when each part is written by another process (F8)', async () => {
    const parts = [rows.slice(0, 5), rows.slice(5, 6), [], rows.slice(6)];
    const undisturbed = await fileOf(parquetFormat, parts);
    expect((await fileOf(parquetFormat, parts, { resumed: true })).equals(undisturbed)).toBe(true);
    expect((await fileOf(parquetFormat, parts)).equals(undisturbed)).toBe(true);
  });
});
