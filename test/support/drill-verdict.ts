import type { Pool } from 'pg';
import type { Ledger } from './drill-ledger';

/** Every way in which I-0 can be broken, each with what breaks it. All empty is what a drill wants to see. */
export interface Verdict {
  readonly surprises: readonly string[];
  /** Acknowledged, and not in the log under the number that was given. */
  readonly lostEvents: readonly string[];
  readonly lostChanges: readonly string[];
  readonly storedTwice: readonly string[];
  /** Sequences that do not follow on the one before. */
  readonly gaps: readonly number[];
  /** A change of state that no event tells of, or an event that tells of no change. */
  readonly unmatched: readonly string[];
}

export const FLAWLESS: Verdict = {
  surprises: [],
  lostEvents: [],
  lostChanges: [],
  storedTwice: [],
  gaps: [],
  unmatched: [],
};

/** Compares what the clients were told with what is stored. */
export async function judge(pool: Pool, organizationId: string, ledger: Ledger): Promise<Verdict> {
  const log = await readLog(pool, organizationId);
  const renames = log.filter(({ action }) => action === 'organization.updated');
  const keys = log.filter(({ action }) => action === 'api_key.created').map(({ resource }) => resource);
  const sequences = new Map(log.map(({ id, sequence }) => [id, sequence]));
  return {
    surprises: ledger.surprises.slice(0, 5),
    lostEvents: [...ledger.events].filter(([id, at]) => sequences.get(id) !== at).map(([id]) => id),
    lostChanges: [
      ...missing(
        ledger.names,
        renames.map(({ after }) => after),
      ),
      ...missing(ledger.apiKeys, keys),
    ],
    storedTwice: repeated(log.map(({ id }) => id)),
    gaps: log.map(({ sequence }) => sequence).filter((sequence, at) => sequence !== at + 1),
    unmatched: [
      ...(await brokenChain(pool, organizationId, renames)),
      ...(await strayKeys(pool, organizationId, keys)),
    ],
  };
}

interface Line {
  readonly sequence: number;
  readonly id: string;
  readonly action: string;
  readonly resource: string;
  readonly before: string;
  readonly after: string;
}

/** In order. Of changes only those that were made: one that failed leaves an event too. */
async function readLog(pool: Pool, organizationId: string): Promise<Line[]> {
  const { rows } = await pool.query<Line>(
    `SELECT sequence::int, id, CASE WHEN outcome = 'success' THEN action ELSE 'failed' END AS action,
            target::jsonb #>> '{resource,id}' AS resource,
            content::jsonb #>> '{changes,before,name}' AS before, content::jsonb #>> '{changes,after,name}' AS after
     FROM events WHERE organization_id = $1 ORDER BY sequence`,
    [organizationId],
  );
  return rows;
}

/** Each renaming begins with the name that the last one gave, and the organization has the name of the last. */
async function brokenChain(pool: Pool, organizationId: string, renames: readonly Line[]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM organizations WHERE id = $1', [
    organizationId,
  ]);
  const found = [...renames.slice(1).map(({ before }) => before), rows[0]?.name];
  return renames.filter(({ after }, at) => after !== found[at]).map(({ after }) => after);
}

async function strayKeys(pool: Pool, organizationId: string, told: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM api_keys WHERE organization_id = $1', [
    organizationId,
  ]);
  const made = rows.map(({ id }) => id);
  return [...missing(made, told), ...missing(told, made)];
}

function missing(wanted: Iterable<string>, from: readonly string[]): string[] {
  const there = new Set(from);
  return [...wanted].filter((value) => !there.has(value));
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}
