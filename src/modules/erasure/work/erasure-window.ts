import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../../../platform/clock/clock';
import { isRetryable } from '../../../platform/database/database-fault';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { PART_NAMES, remainingWords } from '../../audit/audit.tombstones';
import { HoldGuard } from '../../holds/holds.guard';
import type { Skipped } from '../erasure.contract';
import { floorOf, policyOf } from '../requests/erasure-asking';

const TRIES = 5;

/** The next window that nobody has done, and nobody is at. */
const NEXT = `SELECT w.number, w.parts, e.event_id, e.started_at, w.events,
    ARRAY(SELECT s::float8 FROM unnest(w.sequences) AS r, generate_series(lower(r), upper(r) - 1) AS s) AS sequences
  FROM erasure_windows w JOIN erasures e ON e.organization_id = w.organization_id AND e.id = w.erasure_id
 WHERE w.organization_id = $1 AND w.erasure_id = $2 AND w.erased IS NULL AND e.state = 'running'
 ORDER BY w.number LIMIT 1 FOR UPDATE OF w SKIP LOCKED`;

const STOP_MOVES = `SELECT pg_advisory_xact_lock(hashtextextended('daybook.moves:' || current_organization_id(), 0))`;

const DONE = `UPDATE erasure_windows SET erased = $4 WHERE organization_id = $1 AND erasure_id = $2 AND number = $3`;

/** Sums and homes together, in the transaction of the window that they count. */
const PROGRESS = `UPDATE erasures SET erased = erased + $3, failures = 0,
    homes = ARRAY(SELECT DISTINCT h FROM unnest(homes || $4::date[]) AS h ORDER BY h),
    skipped = skipped || (SELECT coalesce(jsonb_object_agg(s.key, s.value::int + coalesce((skipped ->> s.key)::int, 0)), '{}') FROM jsonb_each_text($5::jsonb) AS s)
  WHERE organization_id = $1 AND id = $2`;

interface Window {
  readonly number: number;
  readonly parts: string;
  readonly event_id: string;
  readonly started_at: Date;
  readonly events: number;
  readonly sequences: number[];
}

interface StoredEvent {
  readonly sequence: number;
  readonly young: boolean;
  readonly whole: boolean;
  /** Null where it goes, or had gone. */
  readonly actor: string | null;
  readonly target: string | null;
}

/** One window of an erasure: what may still go by now, goes, in one short transaction that no append waits for. */
@Injectable()
export class ErasureWindows {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly guard: HoldGuard,
    private readonly clock: Clock,
  ) {}

  /** False when there is none that nobody is at. */
  async next(organizationId: string, erasureId: string): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.pool.inOrganization(organizationId, (client) =>
          this.#work(client, organizationId, erasureId),
        );
      } catch (error) {
        if (attempt === TRIES || !isRetryable(error)) throw error;
      }
    }
  }

  /** The holds' lock is the first: what is placed from now on waits, and what was placed before is seen. */
  async #work(client: PoolClient, organizationId: string, erasureId: string): Promise<boolean> {
    await this.guard.lock(client, organizationId);
    const [window] = (await client.query<Window>(NEXT, [organizationId, erasureId])).rows;
    if (!window) return false;
    await client.query(STOP_MOVES);
    const { going, skipped } = await this.#judge(client, organizationId, window);
    const { erased, homes } = await erase(client, window, going);
    const spared = {
      ...skipped,
      ...(going.length > erased
        ? { already_erased: (skipped.already_erased ?? 0) + going.length - erased }
        : {}),
    };
    await client.query(DONE, [organizationId, erasureId, window.number, erased]);
    await client.query(PROGRESS, [organizationId, erasureId, erased, homes, JSON.stringify(spared)]);
    return true;
  }

  /** Asked again, because days may have passed since somebody agreed. */
  async #judge(
    client: PoolClient,
    organizationId: string,
    window: Window,
  ): Promise<{ going: StoredEvent[]; skipped: Skipped }> {
    const policy = await policyOf(client, organizationId);
    if (!policy.erasureAllowed) return { going: [], skipped: { switched_off: window.events } };
    const stored = await read(client, organizationId, window, floorOf(policy, this.clock.now()));
    const held = await this.guard.among(client, organizationId, window.sequences);
    const tell = ({ sequence, whole, young }: StoredEvent): keyof Skipped | null =>
      held.has(sequence) ? 'held' : !whole ? 'already_erased' : young ? 'too_young' : null;
    const reasons = stored.map(tell);
    const counts: Partial<Record<keyof Skipped, number>> = {};
    for (const reason of reasons) if (reason) counts[reason] = (counts[reason] ?? 0) + 1;
    const purged = window.events - stored.length;
    if (purged > 0) counts.purged = purged;
    return { going: stored.filter((_, place) => reasons[place] === null), skipped: counts };
  }
}

/** What is left after the erasure is read only as far as words to search by follow from it. */
async function read(
  client: PoolClient,
  organizationId: string,
  { parts, sequences }: Window,
  floor: Date | null,
): Promise<StoredEvent[]> {
  const going = parts.split(',');
  const left = (part: string): string => (going.includes(part) ? `NULL::text AS ${part}` : part);
  const whole = PART_NAMES.filter((name) => going.includes(name)).map((name) => `${name} IS NOT NULL`);
  const { rows: homes } = await client.query<{ date: string }>(
    'SELECT expires_on::text AS date FROM event_homes WHERE organization_id = $1',
    [organizationId],
  );
  const { rows } = await client.query<StoredEvent>(
    `SELECT sequence::float8 AS sequence, coalesce(occurred_at > $4, false) AS young, (${whole.join(' OR ')}) AS whole, ${left('actor')}, ${left('target')}
       FROM events WHERE organization_id = $1 AND sequence = ANY ($2::bigint[]) AND expires_on = ANY ($3::date[])`,
    [organizationId, sequences, homes.map(({ date }) => date), floor],
  );
  return rows;
}

async function erase(
  client: PoolClient,
  { parts, event_id, started_at }: Window,
  going: readonly StoredEvent[],
): Promise<{ erased: number; homes: string[] }> {
  if (going.length === 0) return { erased: 0, homes: [] };
  const { rows } = await client.query<{ erased: number; homes: string[] }>(
    'SELECT erased, homes::text[] FROM erase_events($1::bigint[], $2, $3, $4, $5)',
    [
      going.map(({ sequence }) => sequence),
      going.map(() => parts),
      going.map(({ actor, target }) => remainingWords(actor, target)),
      event_id,
      started_at,
    ],
  );
  return rows[0] as { erased: number; homes: string[] };
}
