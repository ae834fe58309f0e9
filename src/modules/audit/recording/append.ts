import { utcDate } from '../../../platform/clock/clock';
import type { Finish } from '../../../platform/database/tenant';
import type { AppendResult } from '../audit.event';
import { encodeEvents, type PreparedEvent } from './event-wire';
import { differingMember, storedEvents } from './duplicates';
import { leafHash } from './leaf';
import type { Query } from './query';

const APPEND = `SELECT first_sequence, known_ids::text[], known_sequences::text[], known_expires_on::text[]
  FROM append_events($1, $2, $3, $4, $5, $6)`;

/**
 * Appends a batch with distinct ids in the caller's transaction, which has entered the organization. `finish` sends the
 * append together with the COMMIT; without ids that were sent nothing is left to be asked after it.
 */
export async function appendEvents(
  query: Query,
  organizationId: string,
  batch: readonly PreparedEvent[],
  finish?: Finish,
): Promise<AppendResult[]> {
  const [clock] = await query(
    `SELECT date_trunc('milliseconds', clock_timestamp()) AS now, 'new_event'::regtype::oid::int AS oid`,
  );
  const recordedAt = clock?.now as Date;
  const leaves = batch.map(({ event, parts }) => leafHash(organizationId, event, recordedAt, parts));
  const sent = batch.filter(({ event }) => event.sent !== null).map(({ event }) => event.id);
  const values = [
    organizationId,
    recordedAt.toISOString(),
    sent,
    encodeEvents(clock?.oid as number, batch, leaves),
    JSON.stringify(homesOf(batch)),
    JSON.stringify(actorsOf(batch)),
  ];
  const append = (): ReturnType<Query> => query(APPEND, values);
  const [answer] = await (finish && sent.length === 0 ? finish(append) : append());
  return resultsOf(query, organizationId, batch, answer as unknown as Answer);
}

/** The row of `append_events()`. `pg` gives bigint as text. */
interface Answer {
  readonly first_sequence: string;
  readonly known_ids: string[] | null;
  readonly known_sequences: string[] | null;
  readonly known_expires_on: string[] | null;
}

async function resultsOf(
  query: Query,
  organizationId: string,
  batch: readonly PreparedEvent[],
  answer: Answer,
): Promise<AppendResult[]> {
  const known = new Map(
    (answer.known_ids ?? []).map((id, index) => [id, Number(answer.known_sequences?.[index])]),
  );
  const stored =
    known.size > 0
      ? await storedEvents(query, organizationId, answer.known_sequences ?? [], answer.known_expires_on ?? [])
      : new Map();
  let next = Number(answer.first_sequence);
  return batch.map(({ event }): AppendResult => {
    const { id } = event;
    const sequence = known.get(id);
    if (sequence === undefined) return { status: 'stored', id, sequence: next++ };
    const member = differingMember(event, stored.get(id));
    return member === null
      ? { status: 'duplicate', id, sequence }
      : { status: 'conflict', id, sequence, member };
  });
}

function homesOf(batch: readonly PreparedEvent[]): object[] {
  const homes = new Map<string, { expires_on: string; first_day: string; last_day: string }>();
  for (const { event, expiresOn } of batch) {
    const day = utcDate(event.occurred_at);
    const home = homes.get(expiresOn);
    if (!home) homes.set(expiresOn, { expires_on: expiresOn, first_day: day, last_day: day });
    else if (day < home.first_day) home.first_day = day;
    else if (day > home.last_day) home.last_day = day;
  }
  return [...homes.values()];
}

function actorsOf(batch: readonly PreparedEvent[]): object[] {
  return [...new Map(batch.map(({ identity }) => [identity.key, identity])).values()];
}
