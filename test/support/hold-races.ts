import { setTimeout as delay } from 'node:timers/promises';
import type { DatePurgeOptions, PurgeStep } from '../../src/modules/retention/purge/date-purge';
import { DAY_MS, utcDate } from '../../src/platform/clock/clock';
import type { Random } from '../bench/random';
import { eventsOf, sql, type RetentionFixture } from './retention-fixture';
import { placeHold } from './test-holds';

/** So many events of a date, of the organization with holds and of the other. */
const HELD_EVENTS = 8;
export const OTHER_EVENTS = 2;
const ERASURES = 6;
/** Where in the purge of its date a hold is placed; where the drop is near, more often. */
const MOMENTS: readonly PurgeStep[] = ['reset', 'settled', 'announced', 'announced', 'announced', 'dropped'];

/** One date with the hold that is placed while it is purged. */
interface Round {
  readonly action: string;
  readonly date: string;
  readonly step: PurgeStep;
  /** Whether the purge waits for the hold, or they run at once. */
  readonly awaited: boolean;
  placed: Promise<void> | null;
  /** What the hold matched in the moment it was placed, by id: a hash of all that must not change. */
  existing: Map<string, string>;
}

export interface RaceResult {
  /** Events that existed when their hold was placed, or came later. */
  readonly held: number;
  /** Of those, how many are gone or not whole. */
  readonly lost: number;
  /** How many events of the other organization expired and went. */
  readonly gone: number;
  readonly erased: number;
}

/** Whose dates race: one organization with holds, one without. */
export interface Racers {
  readonly acme: string;
  readonly other: string;
}

/**
 * So many dates are purged in one run, while events move to earlier dates, are erased and appended, and a hold is placed for each
 * date at a random moment. Then everything that may go goes, and what is left is compared with what the holds found.
 */
export async function race(
  fixture: RetentionFixture,
  racers: Racers,
  dates: number,
  random: Random,
): Promise<RaceResult> {
  const { clock, purger, rehomer } = fixture;
  const rounds = await writeEvents(fixture, racers, dates, random);
  clock.forward(dates + 2);
  const options = { batch: 5, mostDates: 10_000 };
  const onStep = placing(fixture, racers, rounds, random);
  const [appended, erased] = await Promise.all([
    append(fixture, racers.acme, rounds, random),
    erase(fixture, racers.acme, rounds, random),
    purger.run({ ...options, onStep }),
    rehomer.run({ batch: 3, restMs: -1 }),
  ]);
  for (const round of rounds) await (round.placed ??= place(fixture, racers.acme, round));
  clock.forward(3);
  await purger.run(options);
  const result = await compare(fixture, racers, rounds, appended);
  await forget(fixture, racers);
  return { ...result, erased };
}

/** Each date has events of its own action; of each action there are some that a shortened policy moves meanwhile. */
async function writeEvents(
  { clock, writer, setDays }: RetentionFixture,
  { acme, other }: Racers,
  dates: number,
  random: Random,
): Promise<Round[]> {
  const today = clock.now().getTime();
  const actionOf = (day: number): string => `round.${utcDate(new Date(today + day * DAY_MS))}`;
  const days = Array.from({ length: dates }, (_, day) => day);
  await setDays(acme, 31);
  await writer.write(
    acme,
    days.flatMap((day) => eventsOf(clock, 2, -day, { action: actionOf(day) })),
  );
  await setDays(acme, 1);
  for (const [id, count] of [
    [acme, HELD_EVENTS],
    [other, OTHER_EVENTS],
  ] as const)
    await writer.write(
      id,
      days.flatMap((day) => eventsOf(clock, count, -day, { action: actionOf(day) })),
    );
  return days.map((day) => ({
    action: actionOf(day),
    date: utcDate(new Date(today + (day + 1) * DAY_MS)),
    step: random.of(MOMENTS),
    awaited: random.chance(0.5),
    placed: null,
    existing: new Map(),
  }));
}

function placing(
  fixture: RetentionFixture,
  { acme, other }: Racers,
  rounds: readonly Round[],
  random: Random,
): DatePurgeOptions['onStep'] {
  const last = acme > other ? acme : other;
  return async (step, date, organizationId) => {
    const round = rounds.find((one) => one.date === date && one.step === step && one.placed === null);
    if (!round || (organizationId !== undefined && organizationId !== last)) return;
    round.placed = delay(round.awaited ? 0 : random.below(4)).then(() => place(fixture, acme, round));
    if (round.awaited) await round.placed;
  };
}

async function place({ app }: RetentionFixture, organizationId: string, round: Round): Promise<void> {
  const where = [{ field: 'action', is: round.action }] as const;
  await placeHold(app, organizationId, { where }, async (client) => {
    const { rows } = await client.query<{ id: string; hash: string }>(
      `SELECT id, ${WHOLE} AS hash FROM events WHERE organization_id = $1 AND action = $2`,
      [organizationId, round.action],
    );
    round.existing = new Map(rows.map(({ id, hash }) => [id, hash]));
  });
}

/** All that an event is but for the date it goes on. */
const WHOLE = `md5(concat_ws('|', sequence, id, occurred_at, actor, actor_salt, context, context_salt, target, target_salt, content, content_salt, leaf_hash, erasure))`;

async function append(
  { writer, clock }: RetentionFixture,
  organizationId: string,
  rounds: readonly Round[],
  random: Random,
): Promise<Map<string, string[]>> {
  const appended = new Map<string, string[]>(rounds.map(({ action }) => [action, []]));
  for (let count = 0; count < rounds.length; count++) {
    const { action } = random.of(rounds);
    const events = eventsOf(clock, 1, 0, { action });
    await writer.write(organizationId, events);
    appended.get(action)?.push(...events.map(({ id }) => id));
  }
  return appended;
}

/** What an erasure does: under the head of the holds it asks what is held, and empties the rest. Returns how many. */
async function erase(
  { admin, guard }: RetentionFixture,
  organizationId: string,
  rounds: readonly Round[],
  random: Random,
): Promise<number> {
  let erased = 0;
  for (let count = 0; count < ERASURES; count++) {
    await delay(random.below(40));
    erased += await admin.inOrganization(organizationId, async (client) => {
      await guard.lock(client, organizationId);
      const { rows } = await client.query<{ sequence: string }>(
        'SELECT sequence FROM events WHERE organization_id = $1 AND action = $2 ORDER BY sequence DESC LIMIT 2',
        [organizationId, random.of(rounds).action],
      );
      const asked = rows.map(({ sequence }) => Number(sequence));
      const held = await guard.among(client, organizationId, asked);
      const { rowCount } = await client.query(
        `UPDATE events SET content = NULL, content_salt = NULL, erasure = '{}' WHERE organization_id = $1 AND sequence = ANY ($2)`,
        [organizationId, asked.filter((sequence) => !held.has(sequence))],
      );
      return rowCount ?? 0;
    });
  }
  return erased;
}

async function compare(
  { admin }: RetentionFixture,
  { acme, other }: Racers,
  rounds: readonly Round[],
  appended: ReadonlyMap<string, readonly string[]>,
): Promise<Omit<RaceResult, 'erased'>> {
  const rows = await sql<{ id: string; hash: string }>(
    admin,
    `SELECT id, ${WHOLE} AS hash FROM events WHERE organization_id = $1 AND action LIKE 'round.%'`,
    [acme],
  );
  const left = new Map(rows.map(({ id, hash }) => [id, hash]));
  let [held, lost] = [0, 0];
  for (const { action, existing } of rounds) {
    const late = (appended.get(action) ?? []).filter((id) => !existing.has(id));
    held += existing.size + late.length;
    lost += [...existing].filter(([id, hash]) => left.get(id) !== hash).length;
    lost += late.filter((id) => !left.has(id)).length;
  }
  const others = await sql(admin, `SELECT FROM events WHERE organization_id = $1 AND action LIKE 'round.%'`, [
    other,
  ]);
  return { held, lost, gone: rounds.length * OTHER_EVENTS - others.length };
}

/** The next race begins with an empty log and no holds. */
async function forget({ admin }: RetentionFixture, { acme }: Racers): Promise<void> {
  await sql(admin, 'DELETE FROM legal_holds');
  await sql(admin, `DELETE FROM events WHERE organization_id = $1 AND action LIKE 'round.%'`, [acme]);
}
