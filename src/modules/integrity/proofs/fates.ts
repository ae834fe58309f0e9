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
  const erasedBy = await erasuresOf(log, evidence);
  const verdict = isChanged(evidence, leaf, erasedBy)
    ? 'altered'
    : erasedBy.length > 0
      ? 'erased'
      : 'present';
  return { ...NOTHING, verdict, evidence, erasedBy };
}

/** Also when a part is gone and no event of the log says that it was to go. */
function isChanged(
  { recomputed, event, digests }: ProvableEvent,
  leaf: string,
  erasedBy: readonly ErasedByEvent[],
): boolean {
  const announced = new Set(erasedBy.flatMap(({ parts }) => parts));
  return (
    recomputed !== leaf ||
    event.leaf_hash !== leaf ||
    Object.keys(digests).some((part) => !announced.has(part))
  );
}

export const byId = (log: LogSnapshot, id: string): Promise<ProvableEvent | null> =>
  provableEvent(log, { id });

export const bySequence = (log: LogSnapshot, sequence: number): Promise<ProvableEvent | null> =>
  provableEvent(log, { sequence });

/** A kept record counts where the tree has its leaf; a host product may report events of any name. */
const SEALED = `EXISTS (SELECT FROM tree_tiles t WHERE t.organization_id = k.organization_id AND t.level = 0 AND t.index = (k.sequence - 1) / 256
       AND substring(t.hashes FROM ((k.sequence - 1) % 256)::integer * 32 + 1 FOR 32) = k.leaf_hash)`;

/** What announces an erasure: as it is, or what was kept of it when it was purged itself. */
const ANNOUNCED = `
  SELECT id, sequence FROM events WHERE organization_id = $1 AND id = ANY ($2::uuid[]) AND expires_on = ANY ($3::date[])
     AND action IN ('erasure.started', 'subject_erasure.started') AND reported_by IS NULL
  UNION ALL
  SELECT k.id, k.sequence FROM kept_records k WHERE k.organization_id = $1 AND k.id = ANY ($2::uuid[])
     AND k.action IN ('erasure.started', 'subject_erasure.started') AND ${SEALED}`;

/** Those that their event, which is in the log, bears out. */
async function erasuresOf(log: LogSnapshot, { erasedBy }: ProvableEvent): Promise<ErasedByEvent[]> {
  if (erasedBy.length === 0) return [];
  const ids = erasedBy.map(({ event_id }) => event_id);
  const { rows } = await log.client.query<{ id: string; sequence: string }>(ANNOUNCED, [
    log.organizationId,
    ids,
    log.allHomes,
  ]);
  const sequences = new Map(rows.map(({ id, sequence }) => [id, Number(sequence)]));
  return erasedBy.flatMap(({ event_id, at, parts }) => {
    const sequence = sequences.get(event_id);
    return sequence === undefined ? [] : [{ event_id, sequence, at, parts }];
  });
}

/**
 * The purge that has a sequence among its ranges, and its event. It counts when the event has the hash of those ranges; until the event is
 * written, the record does. A row of purged leaves has at most 1,024 of them (ADR 5), so that one stretch of the index is read.
 */
const PURGED = `
  SELECT p.expires_on::text AS expires_on, h.sha256, r.id AS event_id, r.sequence
    FROM purged_leaves l
    JOIN purges p ON p.organization_id = l.organization_id AND p.expires_on = l.expires_on
    CROSS JOIN LATERAL (SELECT encode(sha256(convert_to(p.ranges, 'UTF8')), 'hex') AS sha256) h
    LEFT JOIN LATERAL (
      SELECT e.id, e.sequence, e.content FROM events e
       WHERE e.organization_id = l.organization_id AND e.expires_on = ANY ($3::date[])
         AND e.resource_type = 'purge' AND e.resource_id = l.expires_on::text AND e.action = 'retention.purged' AND e.reported_by IS NULL
      UNION ALL
      SELECT k.id, k.sequence, k.content FROM kept_records k
       WHERE k.organization_id = l.organization_id AND k.resource_id = l.expires_on::text AND k.action = 'retention.purged' AND ${SEALED}) r
      ON r.content::jsonb #>> '{details,ranges_sha256}' = h.sha256
   WHERE l.organization_id = $1 AND l.first_sequence > $2::bigint - 1024 AND l.first_sequence <= $2 AND l.last_sequence >= $2
     AND (r.id IS NOT NULL OR p.purged_at IS NULL)
     AND EXISTS (SELECT FROM jsonb_array_elements(p.ranges::jsonb) g WHERE (g ->> 0)::bigint <= $2 AND (g ->> 1)::bigint >= $2)`;

interface PurgedRow {
  readonly expires_on: string;
  readonly sha256: string;
  readonly event_id: string | null;
  readonly sequence: string | null;
}

async function purgesOf(log: LogSnapshot, sequence: number): Promise<PurgedByEvent[]> {
  const { rows } = await log.client.query<PurgedRow>(PURGED, [log.organizationId, sequence, log.allHomes]);
  return rows.map((row) => ({
    event_id: row.event_id,
    sequence: row.sequence === null ? null : Number(row.sequence),
    expires_on: row.expires_on,
    ranges_sha256: row.sha256,
  }));
}
