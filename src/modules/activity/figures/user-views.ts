import { DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import { holds } from '../../organizations/organizations.permissions';
import type { ActivityUserView } from '../activity.contract';
import { countByActor } from '../counting/actor-days';
import { countOffHours } from '../counting/off-hours';
import type { Frame } from '../people/frames';
import { lastSignInOf } from '../people/last-activity';
import type { Person } from '../people/person';
import { DORMANT_DAYS } from './active-users';
import { isCategory, noughts, userView } from './present';
import { usualHoursOf } from './usual-hours';

/** Nothing from them for so many days, or ever. */
export const isDormant = (lastAt: Date | null, now: Date, days = DORMANT_DAYS): boolean =>
  (lastAt?.getTime() ?? 0) < now.getTime() - days * DAY_MS;

/** All that is told of a person beside their place in the list, for those of one page. */
export async function userViews(
  frame: Frame,
  rows: readonly { readonly person: Person; readonly lastAt: Date | null }[],
  dormantDays?: number,
): Promise<ActivityUserView[]> {
  const { log, range, now } = frame;
  const people = rows.map(({ person }) => person);
  const signIns = await lastSignInOf(log, people);
  const events = await eventsOf(frame, people);
  const offHours = await countOffHours(
    log,
    people.flatMap(({ keys }) => keys),
    range,
  );
  const usual = await usualHoursOf(frame, people);
  const factors = await factorsOf(log, people);
  return rows.map(({ person, lastAt }) => ({
    ...userView(person),
    last_signed_in_at: signIns.get(person)?.toISOString() ?? null,
    last_active_at: lastAt?.toISOString() ?? null,
    dormant: isDormant(lastAt, now, dormantDays),
    events: events.get(person) as ActivityUserView['events'],
    off_hours: person.keys.reduce((sum, key) => sum + (offHours.get(key) ?? 0), 0),
    usual_hours: usual.get(person) ?? null,
    factors: factors?.get(person.id) ?? null,
  }));
}

/** How much each of some people did in the range, by category. */
export async function eventsOf(
  { log, range }: Frame,
  people: readonly Person[],
): Promise<Map<Person, ActivityUserView['events']>> {
  const events = new Map(people.map((person) => [person, { ...noughts(), other: 0 }]));
  const owners = new Map(people.flatMap((person) => person.keys.map((key) => [key, person] as const)));
  for (const { actor_key: key, category, n } of await countByActor(log, [...owners.keys()], range)) {
    const counts = events.get(owners.get(key) as Person);
    if (counts) counts[isCategory(category) ? category : 'other'] += n;
  }
  return events;
}

/** The second factors of members, for whoever manages them; null for others. */
async function factorsOf(
  { client }: LogSnapshot,
  people: readonly Person[],
): Promise<Map<string, readonly string[]> | null> {
  if (!holds(currentPrincipal(), 'members:manage')) return null;
  const accounts = people.flatMap(({ id, member }) => (member ? [id] : []));
  const { rows } = await client.query<{ id: string; factors: string[] }>(
    'SELECT id, factors_of_account(id) AS factors FROM unnest($1::uuid[]) AS id',
    [accounts],
  );
  return new Map(rows.map(({ id, factors }) => [id, factors]));
}
