import type { PoolClient } from 'pg';
import type { Remembered } from '../../integrity/integrity.remembered-seals';
import type { LogFacts } from '../facts/page-facts';
import { isoOf } from '../checks/moments';
import type { Findings } from './findings';

/** An event waits at most ten seconds for its checkpoint; a slow tick of the sealer is no alarm. */
const MOST_UNSEALED_MS = 30_000;

const BEHIND = `SELECT min(sequence)::float8 AS first, max(sequence)::float8 AS last FROM events WHERE organization_id = $1 AND sequence > $2`;
const WAITING = `SELECT min(recorded_at) AS since FROM events WHERE organization_id = $1 AND sequence > $2 AND sequence <= $2 + 1000`;
const SIGNED = `SELECT max(c.size)::float8 AS size FROM checkpoints c WHERE c.organization_id = $1 AND c.epoch = $2`;
/** Each tile is as wide as the size of the tree has it: what is wider or further was never signed. */
const WIDTHS = `SELECT t.level, t.index::float8 AS index FROM tree_tiles t
  WHERE t.organization_id = $1 AND length(t.hashes) <> 32 * least(256, greatest(0, ($2::bigint >> (8 * t.level)) - t.index * 256)) LIMIT 5`;
const TWICE = `SELECT e.id, min(e.sequence)::float8 AS first, max(e.sequence)::float8 AS last FROM events e
  WHERE e.organization_id = $1 GROUP BY e.id HAVING count(*) > 1 LIMIT 20`;

/** What is to be asked once a walk has come to the end of a log. */
export async function lookBehind(
  client: PoolClient,
  organizationId: string,
  log: LogFacts,
  findings: Findings,
  whole: boolean,
): Promise<void> {
  const ask = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
    (await client.query<T>(sql, [organizationId, ...values])).rows;
  const head = log.lastSequence;
  const size = log.tree?.size ?? 0;
  const [behind] = await ask<{ first: number | null; last: number }>(BEHIND, head);
  if (behind && behind.first !== null)
    findings.add({
      kind: 'head',
      first_sequence: behind.first,
      last_sequence: behind.last,
      field: 'log_heads',
      says: `the log is said to end with #${head}, and events follow`,
    });
  if (head < size)
    findings.add({
      kind: 'head',
      first_sequence: head + 1,
      last_sequence: size,
      field: 'log_heads',
      says: `the log is said to end with #${head}, and ${size} events are sealed`,
    });
  await ofTree(ask, log, findings);
  if (whole) await ofWhole(ask, size, findings);
  const [waiting] = head > size ? await ask<{ since: Date | null }>(WAITING, size) : [];
  if (waiting?.since && log.now.getTime() - Number(waiting.since) > MOST_UNSEALED_MS)
    findings.add({
      kind: 'unsealed',
      first_sequence: size + 1,
      last_sequence: head,
      field: 'trees',
      says: `these events have been waiting to be sealed since ${isoOf(Number(waiting.since))}`,
    });
}

type Ask = <T extends object>(sql: string, ...values: unknown[]) => Promise<T[]>;

async function ofTree(ask: Ask, { tree }: LogFacts, findings: Findings): Promise<void> {
  const [signed] = await ask<{ size: number | null }>(SIGNED, tree?.epoch ?? 1);
  const size = tree?.size ?? 0;
  if (signed && (signed.size ?? 0) > size)
    findings.add({
      kind: 'tree',
      first_sequence: size + 1,
      last_sequence: signed.size,
      field: 'trees',
      says: `the tree is said to have ${size} events, and ${signed.size} were signed`,
    });
  if (signed && (signed.size ?? 0) < size)
    findings.add({
      kind: 'checkpoint',
      first_sequence: (signed.size ?? 0) + 1,
      last_sequence: size,
      field: 'checkpoints',
      says: 'these events are in the tree, and nothing that was signed says so: its checkpoint was taken away, or none was made yet',
    });
  if (tree?.refusal)
    findings.add({
      kind: 'tree',
      first_sequence: null,
      last_sequence: null,
      field: 'trees',
      says: `it is not sealed any more, because ${tree.refusal}`,
    });
}

/** What the sealer of this host signed last, which no database can say otherwise (F23): also where no sealer has looked since. */
export function lookIntoMemory(
  { epoch, size }: Remembered,
  { tree, lastSequence }: LogFacts,
  findings: Findings,
): void {
  const now = tree?.epoch ?? 1;
  if (epoch < now || (epoch === now && size <= lastSequence)) return;
  findings.add({
    kind: 'head',
    first_sequence: epoch === now ? lastSequence + 1 : null,
    last_sequence: epoch === now ? size : null,
    field: 'log_heads',
    says: `this host signed ${size} events in epoch ${epoch}, and the database ends with #${lastSequence} in epoch ${now}: it was set back`,
  });
}

async function ofWhole(ask: Ask, size: number, findings: Findings): Promise<void> {
  for (const { level, index } of await ask<{ level: number; index: number }>(WIDTHS, size)) {
    const width = 256 ** (level + 1);
    findings.add({
      kind: 'tree',
      first_sequence: index * width + 1,
      last_sequence: (index + 1) * width,
      field: 'tree_tiles',
      says: `tile ${index} of level ${level} is not as wide as it is in a tree of ${size}`,
    });
  }
  for (const { id, first, last } of await ask<{ id: string; first: number; last: number }>(TWICE))
    findings.add({
      kind: 'duplicate',
      first_sequence: first,
      last_sequence: last,
      field: 'id',
      says: `#${first} and #${last} have the same id, ${id}`,
    });
}
