import type { CopiedRow } from '../../../../platform/database/copy-rows';
import {
  dayOf,
  microsecondsOf,
  type ParquetColumn,
  type ParquetKind,
  type ParquetValue,
} from '../../../../platform/files/parquet/parquet-columns';
import { COLUMN } from '../../building/exported-columns';
import { CELLS, cellsOf, type CellName } from '../event-cells';

/** What is no text. */
const KINDS: Partial<Record<CellName, ParquetKind>> = {
  sequence: 'integer',
  occurred_at: 'moment',
  recorded_at: 'moment',
  flags: 'texts',
};
const REQUIRED: readonly CellName[] = CELLS.slice(0, 7);

/** The whole `context` part is a cell of every table; here it stands among the parts. */
const LISTED = CELLS.slice(0, -1);

/** The cells of a table, typed; then the four parts as they are stored, and what became of the event. */
export const PARQUET_COLUMNS: readonly ParquetColumn[] = [
  ...LISTED.map((name): ParquetColumn => ({
    name,
    kind: KINDS[name] ?? 'text',
    ...(REQUIRED.includes(name) || name === 'outcome' || name === 'flags' ? { required: true } : {}),
  })),
  { name: 'actor', kind: 'text' },
  { name: 'context', kind: 'text' },
  { name: 'target', kind: 'text' },
  { name: 'content', kind: 'text' },
  { name: 'leaf_hash', kind: 'text', required: true },
  { name: 'expires_on', kind: 'day' },
  { name: 'erasure', kind: 'text' },
];

/** One event as `PARQUET_COLUMNS` has it. */
export function parquetRow(row: CopiedRow): ParquetValue[] {
  const cells = cellsOf(row);
  const expiresOn = row[COLUMN.expiresOn];
  return [
    ...LISTED.map((name, index) => typed(name, cells[index] ?? null)),
    row[COLUMN.actor] ?? null,
    row[COLUMN.context] ?? null,
    row[COLUMN.target] ?? null,
    row[COLUMN.content] ?? null,
    row[COLUMN.leafHash] ?? null,
    expiresOn ? dayOf(expiresOn) : null,
    row[COLUMN.erasure] ?? null,
  ];
}

function typed(name: CellName, cell: string | null): ParquetValue {
  const kind = KINDS[name];
  if (kind === 'texts') return cell === null ? [] : cell.split(';');
  if (cell === null || kind === undefined) return cell;
  return kind === 'integer' ? BigInt(cell) : microsecondsOf(cell);
}
