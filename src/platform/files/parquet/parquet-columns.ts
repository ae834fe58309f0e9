import type { SchemaElement } from 'hyparquet-writer';

/**
 * What a column holds: `text`, `texts` (a list), `bytes`, `integer` (64 bits, as bigint), `moment` (microseconds since 1970 in UTC,
 * as bigint) or `day` (days since 1970).
 */
export type ParquetKind = 'text' | 'texts' | 'bytes' | 'integer' | 'moment' | 'day';

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ParquetKind;
  /** Never null. */
  readonly required?: true;
}

export type ParquetValue = string | readonly string[] | Uint8Array | bigint | number | null;

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;
const MOMENT = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MICROS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
} as const;

/** Spelt out: what the library guesses from values loses digits of times, and differs from one row group to the next. */
export const schemaOf = (columns: readonly ParquetColumn[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.flatMap(elementsOf),
];

function elementsOf({ name, kind, required }: ParquetColumn): SchemaElement[] {
  const head = { name, repetition_type: required ? 'REQUIRED' : 'OPTIONAL' } as const;
  if (kind === 'text') return [{ ...head, ...TEXT }];
  if (kind === 'bytes') return [{ ...head, type: 'BYTE_ARRAY' }];
  if (kind === 'integer') return [{ ...head, type: 'INT64' }];
  if (kind === 'moment') return [{ ...head, ...MOMENT }];
  if (kind === 'day')
    return [{ ...head, type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } }];
  return [
    { ...head, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...TEXT },
  ];
}

/** Where the values of a column stand in the schema. */
export const pathOf = ({ name, kind }: ParquetColumn): string[] =>
  kind === 'texts' ? [name, 'list', 'element'] : [name];

/** Columns that a reader can skip row groups by: they keep the least and the greatest of each group. */
export const hasBounds = ({ kind }: ParquetColumn): boolean => kind === 'integer' || kind === 'moment';

const DAY_MS = 86_400_000;

/** RFC 3339 to microseconds since 1970. */
export const microsecondsOf = (moment: string): bigint => BigInt(Date.parse(moment)) * 1_000n;

/** `YYYY-MM-DD` to days since 1970; null for `infinity`. */
export function dayOf(date: string): number | null {
  const time = Date.parse(date);
  return Number.isNaN(time) ? null : time / DAY_MS;
}
