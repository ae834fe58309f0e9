import { utcDate } from '../../../platform/clock/clock';
import type { Finish } from '../../../platform/database/tenant';
import type { AuditEvent } from '../audit.contract';
import type { AppendResult } from '../audit.event';
import type { Examine } from '../flags/event-flags';
import type { Answers, Questions } from '../flags/examination';
import { encodeEvents, type PreparedEvent } from './event-wire';
import { differingMember, storedEvents } from './duplicates';
import { leafHash } from './leaf';
import type { Query } from './query';

const CLOCK = `date_trunc('milliseconds', clock_timestamp()) AS now, 'new_event'::regtype::oid::int AS oid`;
/** The clock is read last, because the others may wait. None is run for what is null. */
const PAST = `known_addresses($1) AS addresses, recent_failures($2, $4) AS failures, recent_changes($3, $4) AS changes`;
const APPEND = `SELECT first_sequence, known_ids::text[], known_sequences::text[], known_expires_on::text[]
  FROM append_events($1, $2, $3, $4, $5, $6, $7)`;

/**
 * Appends a batch with distinct ids in the caller's transaction, which has entered the organization. What its flags depend on is
 * asked together with the time. `finish` sends the append together with the COMMIT; without ids that were sent nothing is left to
 * be asked after it.
 */
export async function appendEvents(
  query: Query,
  organizationId: string,
  batch: readonly PreparedEvent[],
  examine: Examine,
  finish?: Finish,
): Promise<AppendResult[]> {
  const examination = examine(batch);
  const { now, oid, ...answers } = await ask(query, examination.questions);
  const { batch: flagged, addresses } = examination.flagged(answers);
  const leaves = flagged.map(({ event, parts }) => leafHash(organizationId, event, now, parts));
  const sent = batch.filter(({ event }) => event.sent !== null).map(({ event }) => event.id);
  const values = [
    organizationId,
    now.toISOString(),
    sent,
    encodeEvents(oid, flagged, leaves),
    JSON.stringify(homesOf(batch)),
    JSON.stringify(actorsOf(batch)),
    addresses.length > 0 ? JSON.stringify(addresses) : null,
  ];
  const append = (): ReturnType<Query> => query(APPEND, values);
  const [answer] = await (finish && sent.length === 0 ? finish(append) : append());
  return resultsOf(query, organizationId, { batch, leaves }, answer as unknown as Answer);
}

/** The database's clock, the number of the type that events are sent as, and what flags depend on. */
interface Present extends Answers {
  readonly now: Date;
  readonly oid: number;
}

async function ask(query: Query, questions: Questions | null): Promise<Present> {
  const { addresses, failures, changes, without } = questions ?? {};
  const [row] = questions
    ? await query(`SELECT ${PAST}, ${CLOCK}`, [addresses, failures, changes, without])
    : await query(`SELECT ${CLOCK}`);
  return row as unknown as Present;
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
  { batch, leaves }: { batch: readonly PreparedEvent[]; leaves: readonly Buffer[] },
  answer: Answer,
): Promise<AppendResult[]> {
  const known = new Map(
    (answer.known_ids ?? []).map((id, index) => [id, Number(answer.known_sequences?.[index])]),
  );
  const stored =
    known.size > 0
      ? await storedEvents(query, organizationId, answer.known_sequences ?? [], answer.known_expires_on ?? [])
      : new Map<string, AuditEvent>();
  let next = Number(answer.first_sequence);
  return batch.map(({ event }, index): AppendResult => {
    const { id } = event;
    const sequence = known.get(id);
    if (sequence === undefined)
      return { status: 'stored', id, sequence: next++, leafHash: (leaves[index] as Buffer).toString('hex') };
    const before = stored.get(id);
    const member = differingMember(event, before);
    return member === null
      ? { status: 'duplicate', id, sequence, leafHash: before?.leaf_hash ?? '' }
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
