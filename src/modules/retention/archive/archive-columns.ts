import {
  dayOf,
  type ParquetColumn,
  type ParquetKind,
  type ParquetValue,
} from '../../../platform/files/parquet/parquet-columns';
import type { ParquetCell, ParquetRecord } from '../../../platform/files/parquet/parquet-reader';

const NOT_TEXT: Readonly<Record<string, ParquetKind>> = {
  sequence: 'integer',
  expires_on: 'day',
  occurred_at: 'moment',
  recorded_at: 'moment',
  flags: 'texts',
  actor_salt: 'bytes',
  context_salt: 'bytes',
  target_salt: 'bytes',
  content_salt: 'bytes',
  leaf_hash: 'bytes',
};

/** Every column of the table `events`, which a test holds against the table: an archive is the rows themselves. */
const NAMES = [
  'organization_id',
  'sequence',
  'expires_on',
  'id',
  'occurred_at',
  'recorded_at',
  'source',
  'action',
  'operation',
  'category',
  'outcome',
  'flags',
  'actor_key',
  'actor_type',
  'actor_role',
  'reported_by',
  'session_id',
  'request_id',
  'resource_type',
  'resource_id',
  'subject_type',
  'subject_id',
  'ip',
  'search_text',
  'actor',
  'actor_salt',
  'context',
  'context_salt',
  'target',
  'target_salt',
  'content',
  'content_salt',
  'leaf_hash',
  'erasure',
];

export const ARCHIVE_COLUMNS: readonly ParquetColumn[] = NAMES.map((name) => ({
  name,
  kind: NOT_TEXT[name] ?? 'text',
  ...(name === 'flags' ? { required: true } : {}),
}));

/** What is read of a row, each column as text. Times in microseconds. */
export const ARCHIVED = ARCHIVE_COLUMNS.map(({ name, kind }) => {
  if (kind === 'moment') return `(extract(epoch FROM ${name}) * 1000000)::bigint::text`;
  if (kind === 'texts') return `array_to_json(${name})::text`;
  return kind === 'bytes' ? `encode(${name}, 'hex')` : `${name}::text`;
}).join(', ');

/** From the text of a column to what the file holds. */
export function archivedValue({ kind }: ParquetColumn, text: string | null): ParquetValue {
  if (text === null) return null;
  if (kind === 'text') return text;
  if (kind === 'bytes') return Buffer.from(text, 'hex');
  if (kind === 'texts') return JSON.parse(text) as string[];
  return kind === 'day' ? dayOf(text) : BigInt(text);
}

/** A row of the file as `json_populate_recordset()` makes a row of the table of it again. */
export const restorable = (row: ParquetRecord): Record<string, unknown> =>
  Object.fromEntries(ARCHIVE_COLUMNS.map(({ name, kind }) => [name, restored(kind, row[name] ?? null)]));

function restored(kind: ParquetKind, cell: ParquetCell): unknown {
  if (cell instanceof Uint8Array) return `\\x${Buffer.from(cell).toString('hex')}`;
  if (cell instanceof Date) return kind === 'day' ? cell.toISOString().slice(0, 10) : cell.toISOString();
  return typeof cell === 'bigint' ? String(cell) : cell;
}
