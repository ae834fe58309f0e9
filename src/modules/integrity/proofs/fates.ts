import { provableEvent, type ProvableEvent } from '../../audit/audit.provable';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { ErasedByEvent, PurgedByEvent, Verdict } from '../integrity.contract';

/** What became of one sequence. `evidence` is null of an event that is gone. */
export interface Fate {
  readonly verdict: Verdict;
  readonly evidence: ProvableEvent | null;
  readonly erasedBy: readonly ErasedByEvent[];
  readonly purgedBy: readonly PurgedByEvent[];
}

const NOTHING = { evidence: null, erasedBy: [], purgedBy: [] };

/** `leaf` is the hash that the sealed tree has for the event, in hex: an event that gives another one was changed since. */
export async function fateOf(
  log: LogSnapshot,
  sequence: number,
  evidence: ProvableEvent | null,
  leaf: string,
): Promise<Fate> {
  if (evidence === null) {
    const purgedBy = await purgesOf(log, sequence);
    return { ...NOTHING, verdict: purgedBy.length > 0 ? 'purged' : 'missing', purgedBy };
  }
  if (evidence.recomputed !== leaf || evidence.event.leaf_hash !== leaf)
    return { ...NOTHING, verdict: 'altered', evidence };
  const erasedBy = await erasuresOf(log, evidence);
  return { ...NOTHING, verdict: erasedBy.length > 0 ? 'erased' : 'present', evidence, erasedBy };
}

export const byId = (log: LogSnapshot, id: string): Promise<ProvableEvent | null> =>
  provableEvent(log, { id });

export const bySequence = (log: LogSnapshot, sequence: number): Promise<ProvableEvent | null> =>
  provableEvent(log, { sequence });

async function erasuresOf(log: LogSnapshot, { erasedBy }: ProvableEvent): Promise<ErasedByEvent[]> {
  if (erasedBy.length === 0) return [];
  const { rows } = await log.client.query<{ id: string; sequence: string }>(
    'SELECT id, sequence FROM events WHERE organization_id = $1 AND id = ANY ($2::uuid[]) AND expires_on = ANY ($3::date[])',
    [log.organizationId, erasedBy.map(({ event_id }) => event_id), log.allHomes],
  );
  const sequences = new Map(rows.map(({ id, sequence }) => [id, Number(sequence)]));
  return erasedBy.map(({ event_id, at, parts }) => ({
    event_id,
    sequence: sequences.get(event_id) ?? null,
    at,
    parts,
  }));
}

/** A row of purged leaves has at most 1,024 of them (ADR 5), so that one stretch of the index is read. */
const PURGED = `
  SELECT p.expires_on::text AS expires_on, p.ranges_sha256, e.id AS event_id, e.sequence
    FROM purged_leaves l
    JOIN purges p ON p.organization_id = l.organization_id AND p.expires_on = l.expires_on
    LEFT JOIN events e ON e.organization_id = l.organization_id AND e.expires_on = ANY ($3::date[])
         AND e.resource_type = 'purge' AND e.resource_id = l.expires_on::text AND e.action = 'retention.purged'
   WHERE l.organization_id = $1 AND l.first_sequence > $2::bigint - 1024 AND l.first_sequence <= $2 AND l.last_sequence >= $2`;

interface PurgedRow {
  readonly expires_on: string;
  readonly ranges_sha256: string;
  readonly event_id: string | null;
  readonly sequence: string | null;
}

async function purgesOf(log: LogSnapshot, sequence: number): Promise<PurgedByEvent[]> {
  const { rows } = await log.client.query<PurgedRow>(PURGED, [log.organizationId, sequence, log.allHomes]);
  return rows.map((row) => ({
    event_id: row.event_id,
    sequence: row.sequence === null ? null : Number(row.sequence),
    expires_on: row.expires_on,
    ranges_sha256: row.ranges_sha256,
  }));
}
