import { hash } from 'node:crypto';
import type { AuditEvent } from '../audit.contract';
import type { LogSnapshot } from '../audit.snapshot';
import { leafInput, type PartDigests } from '../recording/leaf';
import { PART_NAMES, type PartName } from '../recording/parts';
import { erasureOf, type ErasedBy } from './erasure';
import { EVENT_COLUMNS, toWire, type EventRow } from './event-row';

/** An event with what its leaf is recomputed from. */
export interface ProvableEvent {
  readonly event: AuditEvent;
  /** Of the parts that are there, in base64. */
  readonly salts: Readonly<Partial<Record<PartName, string>>>;
  /** SHA-256 of the parts that were erased, in hex. */
  readonly digests: Readonly<Partial<Record<PartName, string>>>;
  readonly erasedBy: readonly ErasedBy[];
  /** What the leaf is the hash of, behind a zero, as the columns give it now: RFC 8785 JSON of header and digests. */
  readonly entry: string;
  /** The hash of that, in hex. Of an event that nobody has touched it is the one that is stored, and sealed. */
  readonly recomputed: string;
}

type ProvableRow = EventRow & Readonly<Record<`${PartName}_salt`, Buffer | null>>;

const SALTS = PART_NAMES.map((name) => `${name}_salt`).join(', ');

/** One event of a log, by id or sequence. Null where there is none. */
export async function provableEvent(
  { client, organizationId, allHomes }: LogSnapshot,
  key: { readonly id: string } | { readonly sequence: number },
): Promise<ProvableEvent | null> {
  const [column, value] = 'id' in key ? ['id', key.id] : ['sequence', key.sequence];
  const { rows } = await client.query<ProvableRow>(
    `SELECT ${EVENT_COLUMNS}, ${SALTS} FROM events WHERE organization_id = $1 AND ${column} = $2 AND expires_on = ANY ($3::date[])`,
    [organizationId, value, allHomes],
  );
  return rows[0] ? toProvable(organizationId, rows[0]) : null;
}

function toProvable(organizationId: string, row: ProvableRow): ProvableEvent {
  const erasure = erasureOf(row.erasure);
  const digests = erasure?.digests ?? {};
  const salts: Partial<Record<PartName, string>> = {};
  for (const name of PART_NAMES) {
    const salt = row[`${name}_salt`];
    if (salt) salts[name] = salt.toString('base64');
  }
  const input = leafInput(organizationId, row, row.recorded_at, digestsOf(row, digests));
  return {
    event: toWire(row),
    salts,
    digests,
    erasedBy: erasure?.by ?? [],
    entry: input.slice(1),
    recomputed: hash('sha256', input),
  };
}

/** Of a part that is there what it says counts, whatever is written of it elsewhere. */
function digestsOf(row: ProvableRow, erased: ProvableEvent['digests']): PartDigests {
  const digestOf = (name: PartName): { digest: string } | null => {
    const [text, salt] = [row[name], row[`${name}_salt`]];
    if (text !== null)
      return { digest: hash('sha256', Buffer.concat([salt ?? Buffer.of(), Buffer.from(text)])) };
    const digest = erased[name];
    return digest === undefined ? null : { digest };
  };
  return {
    actor: digestOf('actor'),
    context: digestOf('context'),
    target: digestOf('target'),
    content: digestOf('content'),
  };
}
