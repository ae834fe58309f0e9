import { AT, type EventColumn } from '../rows/columns';
import type { RawRow } from '../rows/row-reader';
import { integerAt, momentAt, textArrayIn, uuidAt } from '../rows/values';
import { wrongColumns } from './derived';
import { leafOf, PARTS, type LeafInput, type Part } from './leaf';
import { digestOf, SALT_BYTES } from './part-digest';
import { erasureIn, type Erasure } from './tombstone';

/** What a row says, and what follows from it. */
export interface EventReading extends LeafInput {
  readonly sequence: number;
  /** Recomputed from header and parts. */
  readonly leaf: Buffer;
  /** As the row has it: a view, good until the next row is read. */
  readonly stored: Buffer;
  /** Columns that do not follow from the parts. */
  readonly wrong: readonly EventColumn[];
  /** Of a tombstone. */
  readonly erasure: Erasure | null;
  /** The parts that are in the row. */
  readonly parts: readonly Part[];
}

const COLUMNS = PARTS.map((part) => ({ part, text: AT[part], salt: AT[`${part}_salt`] }));
const ALL: readonly Part[] = PARTS;

export function readEvent(organizationId: string, row: RawRow): EventReading {
  const { bytes, starts } = row;
  const found = erasureIn(row.text(AT.erasure));
  const erasure = found === 'unreadable' ? null : found;
  const wrong = [...wrongSalts(row), ...wrongColumns(row)];
  const digests = COLUMNS.map(({ part, text, salt }) => digestOf(row, salt, text) ?? erasure?.digests[part] ?? null);
  const input = {
    id: uuidAt(bytes, starts[AT.id] as number),
    occurredAt: momentAt(bytes, starts[AT.occurred_at] as number),
    recordedAt: momentAt(bytes, starts[AT.recorded_at] as number),
    source: row.text(AT.source) as string,
    action: row.text(AT.action) as string,
    operation: row.text(AT.operation) as string,
    category: row.text(AT.category),
    outcome: row.text(AT.outcome) as string,
    flags: textArrayIn(row.slice(AT.flags) as Buffer) ?? ['not one list'],
    digests,
  };
  return {
    ...input,
    sequence: integerAt(bytes, starts[AT.sequence] as number),
    leaf: leafOf(organizationId, input),
    stored: row.slice(AT.leaf_hash) as Buffer,
    wrong: found === 'unreadable' ? [...wrong, 'erasure'] : wrong,
    erasure,
    parts: digests.includes(null) || erasure !== null ? COLUMNS.filter(({ text }) => !row.isNull(text)).map(({ part }) => part) : ALL,
  };
}

const NONE: readonly EventColumn[] = [];

/** A part has a salt of sixteen bytes, and a salt has a part. */
function wrongSalts({ lengths }: RawRow): readonly EventColumn[] {
  let wrong = NONE;
  for (const { part, text, salt } of COLUMNS)
    if (lengths[salt] !== ((lengths[text] as number) < 0 ? -1 : SALT_BYTES)) wrong = [...wrong, `${part}_salt`];
  return wrong;
}
