import type { PoolClient } from 'pg';
import { readEvent } from '../checks/event-reading';
import { leafOf } from '../checks/leaf';
import { AT, selectEvents } from '../rows/columns';
import { readRows } from '../rows/row-reader';
import { rootThrough, tilesOnTheWay } from '../tree/chain';
import { recordFrom, type KeptRow } from './kept-record';
import type { KnownKeys } from './known-keys';
import { newestSigned, type SignedRoot } from './signed-root';

/** An event that others are judged by. */
export interface AuthorityEvent {
  readonly id: string;
  readonly sequence: number;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Why it cannot be believed, as the end of a sentence about it; null when it is what was recorded and signed. */
  readonly fault: string | null;
}

interface Found {
  readonly id: string;
  readonly sequence: number;
  readonly action: string;
  readonly actor: string | null;
  readonly target: string | null;
  readonly content: string | null;
  readonly leaf: Buffer;
  readonly whole: boolean;
  /** Purged itself: what was kept of it, beside the log. */
  readonly kept: boolean;
}

const KEPT = `SELECT * FROM kept_records WHERE organization_id = $1 AND `;
const TILES = `SELECT t.level || '/' || t.index AS key, t.hashes FROM unnest($2::int[], $3::bigint[]) AS w (level, index)
  JOIN tree_tiles t ON t.organization_id = $1 AND t.level = w.level AND t.index = w.index`;

/** Looks up single events and proves them by the tiles up to the newest signed root. One snapshot long. */
export class AuthorityEvents {
  #signed: Promise<SignedRoot | null> | null = null;

  constructor(
    private readonly organizationId: string,
    private readonly keys: KnownKeys,
  ) {}

  /** `id`: a UUID. Purged ones are looked for among the records that were kept. */
  async byId(client: PoolClient, id: string): Promise<AuthorityEvent | null> {
    const found = (await this.#inLog(client, `id = '${id}'`)) ?? (await this.#kept(client, 'id = $2', [id]));
    return found && this.#proven(client, found);
  }

  /** What says that a date was purged: the first that does. */
  async ofPurge(client: PoolClient, action: string, date: string): Promise<AuthorityEvent | null> {
    const condition = `action = '${action}' AND resource_type = 'purge' AND resource_id = '${date}' AND reported_by IS NULL`;
    const found =
      (await this.#inLog(client, condition)) ??
      (await this.#kept(client, 'action = $2 AND resource_id = $3', [action, date]));
    if (!found) return null;
    const event = await this.#proven(client, found);
    return resourceIn(found.target) === date ? event : { ...event, fault: 'is about something else' };
  }

  async #inLog(client: PoolClient, condition: string): Promise<Found | null> {
    let found: Found | null = null;
    await readRows(client, selectEvents(this.organizationId, condition), (row) => {
      if (found) return;
      const reading = readEvent(this.organizationId, row);
      const { id, sequence, action, leaf, stored } = reading;
      found = {
        id,
        sequence,
        action,
        leaf,
        actor: row.text(AT.actor),
        target: row.text(AT.target),
        content: row.text(AT.content),
        whole: leaf.equals(stored),
        kept: false,
      };
    });
    return found;
  }

  async #kept(client: PoolClient, condition: string, values: readonly string[]): Promise<Found | null> {
    const { rows } = await client.query<KeptRow>(`${KEPT} ${condition} ORDER BY sequence LIMIT 1`, [
      this.organizationId,
      ...values,
    ]);
    const [row] = rows;
    if (!row) return null;
    const leaf = leafOf(this.organizationId, recordFrom(row));
    const { id, action, actor, target, content } = row;
    return {
      id,
      sequence: Number(row.sequence),
      action,
      actor,
      target,
      content,
      leaf,
      whole: leaf.equals(row.leaf_hash),
      kept: true,
    };
  }

  async #proven(
    client: PoolClient,
    { actor, content, leaf, whole, kept, id, sequence, action }: Found,
  ): Promise<AuthorityEvent> {
    const [details, event] = [detailsIn(content), { id, sequence, action }];
    if (!whole) return { ...event, details, fault: 'was altered' };
    if (!isDaybooks(actor)) return { ...event, details, fault: 'was not written by Daybook' };
    this.#signed ??= newestSigned(client, this.organizationId, this.keys);
    const signed = await this.#signed;
    const isSealed = signed !== null && sequence <= signed.size;
    // In the log it waits for the next checkpoint; a record of it that is kept beside the log could be of an event that never was.
    if (isSealed ? !(await this.#isUnder(client, signed, sequence - 1, leaf)) : kept)
      return { ...event, details, fault: 'is not what was sealed under its number' };
    return { ...event, details, fault: null };
  }

  async #isUnder(
    client: PoolClient,
    { size, root }: SignedRoot,
    index: number,
    leaf: Buffer,
  ): Promise<boolean> {
    const wanted = tilesOnTheWay(index, size);
    const { rows } = await client.query<{ key: string; hashes: Buffer }>(TILES, [
      this.organizationId,
      wanted.map(({ level }) => level),
      wanted.map((tile) => tile.index),
    ]);
    return (
      rootThrough(leaf, index, size, new Map(rows.map(({ key, hashes }) => [key, hashes])))?.equals(root) ??
      false
    );
  }
}

/** A part as it was written; one that somebody made unreadable says nothing, and its event is altered. */
function partIn<P extends object>(text: string | null): Partial<P> {
  try {
    return (JSON.parse(text ?? '{}') as Partial<P> | null) ?? {};
  } catch {
    return {};
  }
}

const detailsIn = (content: string | null): Record<string, unknown> =>
  partIn<{ details: Record<string, unknown> }>(content).details ?? {};

const resourceIn = (target: string | null): string | undefined =>
  partIn<{ resource: { id?: string } }>(target).resource?.id;

/** A host product can report events of any name; what it reported says so. */
function isDaybooks(part: string | null): boolean {
  const { actor, reported_by } = partIn<{ actor: { type?: string }; reported_by: unknown }>(part);
  return reported_by === undefined && actor?.type === 'system';
}
