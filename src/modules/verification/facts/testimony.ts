import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { AuthorityEvents, type AuthorityEvent } from './authority-events';

const ERASURE_ACTIONS = ['erasure.started', 'subject_erasure.started'];
const PURGE_ACTION = 'retention.purged';

/** Whether an event that was to take others away is itself what was recorded, and means them. */
export interface Testimony {
  readonly eventId: string | null;
  readonly sequence: number | null;
  /** What is wrong with it; null when it stands. */
  readonly fault: string | null;
}

export interface ErasureTestimony extends Testimony {
  readonly at: string | null;
  /** Which parts went of which sequences, of those that concern the page. */
  readonly windows: readonly {
    readonly parts: readonly string[];
    readonly first: number;
    readonly last: number;
  }[];
}

const WINDOWS = `SELECT w.number, w.parts, w.sequences::text AS sequences FROM erasure_windows w
    JOIN erasures e ON e.organization_id = w.organization_id AND e.id = w.erasure_id
  WHERE w.organization_id = $1 AND e.event_id = $2 AND w.number > $3 ORDER BY w.number LIMIT 500`;

const OVERLAPPING = `SELECT w.parts, lower(r)::float8 AS first, (upper(r) - 1)::float8 AS last
    FROM erasures e JOIN erasure_windows w ON w.organization_id = e.organization_id AND w.erasure_id = e.id, unnest(w.sequences) AS r
  WHERE e.organization_id = $1 AND e.event_id = $2 AND w.sequences && int8multirange(int8range($3, $4, '[]')) AND r && int8range($3, $4, '[]')`;

const RUNS = `SELECT first_sequence::float8 AS first, last_sequence::float8 AS last FROM purged_leaves
  WHERE organization_id = $1 AND expires_on = $2 AND first_sequence > $3 ORDER BY first_sequence LIMIT 5000`;

const PURGE = `SELECT ranges_sha256, encode(sha256(convert_to(ranges, 'UTF8')), 'hex') AS of_ranges, events::float8 AS events, purged_at, started_at
  FROM purges WHERE organization_id = $1 AND expires_on = $2`;

/** What an unfinished purge may take until its event is written (F9). */
const UNFINISHED_MS = 86_400_000;

/** Erasures and purges are believed for the sake of their own events, which the tree proves; each is looked up once in a walk. */
export class Testimonies {
  readonly #erasures = new Map<string, Testimony & { at: string | null }>();
  readonly #purges = new Map<string, Testimony>();

  constructor(private readonly organizationId: string) {}

  async erasure(
    client: PoolClient,
    authority: AuthorityEvents,
    eventId: string,
    page: { first: number; last: number },
  ): Promise<ErasureTestimony> {
    const known = this.#erasures.get(eventId) ?? (await this.#erasure(client, authority, eventId));
    this.#erasures.set(eventId, known);
    const { rows } = await client.query<{ parts: string; first: number; last: number }>(OVERLAPPING, [
      this.organizationId,
      eventId,
      page.first,
      page.last,
    ]);
    return { ...known, windows: rows.map(({ parts, ...range }) => ({ ...range, parts: parts.split(',') })) };
  }

  async purge(client: PoolClient, authority: AuthorityEvents, date: string, now: Date): Promise<Testimony> {
    const known = this.#purges.get(date) ?? (await this.#purge(client, authority, date, now));
    this.#purges.set(date, known);
    return known;
  }

  async #erasure(
    client: PoolClient,
    authority: AuthorityEvents,
    eventId: string,
  ): Promise<Testimony & { at: string | null }> {
    const event = UUID.test(eventId) ? await authority.byId(client, eventId) : null;
    if (!event)
      return {
        eventId,
        sequence: null,
        at: null,
        fault: `the event ${eventId} that is said to have erased it is not there`,
      };
    const { sequence, details } = event;
    const at = typeof details.started_at === 'string' ? details.started_at : null;
    const told = (fault: string | null) => ({ eventId, sequence, at, fault });
    if (event.fault !== null)
      return told(`event #${sequence}, which is said to have erased it, ${event.fault}`);
    if (!ERASURE_ACTIONS.includes(event.action))
      return told(`event #${sequence}, which is said to have erased it, is no erasure`);
    if ((await this.#windowsHash(client, eventId)) !== details.windows_sha256)
      return told(`what is kept of the erasure #${sequence} (erasure_windows) is not what its event states`);
    return told(null);
  }

  /** As `erasure.started` states it: the SHA-256 of `[[number,"parts","ranges"],…]`. */
  async #windowsHash(client: PoolClient, eventId: string): Promise<string> {
    const sha256 = createHash('sha256').update('[');
    for (let after = -1, comma = ''; ;) {
      const { rows } = await client.query<{ number: number; parts: string; sequences: string }>(WINDOWS, [
        this.organizationId,
        eventId,
        after,
      ]);
      for (const { number, parts, sequences } of rows) {
        sha256.update(`${comma}[${number},"${parts}","${sequences}"]`);
        comma = ',';
      }
      if (rows.length < 500) return sha256.update(']').digest('hex');
      after = rows.at(-1)?.number ?? after;
    }
  }

  async #purge(client: PoolClient, authority: AuthorityEvents, date: string, now: Date): Promise<Testimony> {
    const { rows } = await client.query<PurgeRow>(PURGE, [this.organizationId, date]);
    const [row] = rows;
    const told = (fault: string | null, event: AuthorityEvent | null = null): Testimony => ({
      eventId: event?.id ?? null,
      sequence: event?.sequence ?? null,
      fault,
    });
    if (!row) return told(`no purge of ${date} is on record`);
    if (row.ranges_sha256 !== row.of_ranges || (await this.#rangesHash(client, date)) !== row.ranges_sha256)
      return told(`what is kept of the purge of ${date} (purges, purged_leaves) does not agree`);
    if (row.purged_at === null)
      return told(
        !(Math.abs(now.getTime() - Number(row.started_at)) <= UNFINISHED_MS)
          ? `the purge of ${date} was never completed`
          : null,
      );
    const event = await authority.ofPurge(client, PURGE_ACTION, date);
    if (!event) return told(`no event says that ${date} was purged`);
    if (event.fault !== null)
      return told(`event #${event.sequence}, which says that ${date} was purged, ${event.fault}`, event);
    if (event.details.ranges_sha256 !== row.ranges_sha256 || event.details.events !== row.events)
      return told(
        `event #${event.sequence} states other events than are kept of the purge of ${date} (purges)`,
        event,
      );
    return told(null, event);
  }

  /** Over the stretches that the kept leaves make up, neighbours joined: as `retention.purged` states it. */
  async #rangesHash(client: PoolClient, date: string): Promise<string> {
    const sha256 = createHash('sha256').update('[');
    let open: { first: number; last: number } | null = null;
    let comma = '';
    const close = (): void => {
      if (open) sha256.update(`${comma}[${open.first},${open.last}]`);
      if (open) comma = ',';
    };
    for (let after = 0; ;) {
      const { rows } = await client.query<{ first: number; last: number }>(RUNS, [
        this.organizationId,
        date,
        after,
      ]);
      for (const run of rows)
        if (open && run.first === open.last + 1) open = { first: open.first, last: run.last };
        else {
          close();
          open = run;
        }
      if (rows.length < 5_000) break;
      after = rows.at(-1)?.first ?? after;
    }
    close();
    return sha256.update(']').digest('hex');
  }
}

interface PurgeRow {
  readonly ranges_sha256: string;
  readonly of_ranges: string;
  readonly events: number;
  readonly purged_at: Date | null;
  readonly started_at: Date;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
