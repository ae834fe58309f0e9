import { DAY_MS } from '../../../platform/clock/clock';
import type { ActivityUserView } from '../activity.contract';
import { countByActor } from '../counting/actor-days';
import type { Frame } from '../people/frames';
import { lastSignInOf } from '../people/last-activity';
import type { Person } from '../people/person';
import { DORMANT_DAYS } from './active-users';
import { isCategory, noughts, userView } from './present';

/** Nothing from them for so many days, or ever. */
export const isDormant = (lastAt: Date | null, now: Date, days = DORMANT_DAYS): boolean =>
  (lastAt?.getTime() ?? 0) < now.getTime() - days * DAY_MS;

/** All that is told of a person beside their place in the list, for those of one page. */
export async function userViews(
  { log, range, now }: Frame,
  rows: readonly { readonly person: Person; readonly lastAt: Date | null }[],
  dormantDays?: number,
): Promise<ActivityUserView[]> {
  const people = rows.map(({ person }) => person);
  const signIns = await lastSignInOf(log, people);
  const events = new Map(people.map((person) => [person, { ...noughts(), other: 0 }]));
  const owners = new Map(people.flatMap((person) => person.keys.map((key) => [key, person] as const)));
  for (const { actor_key: key, category, n } of await countByActor(log, [...owners.keys()], range)) {
    const counts = events.get(owners.get(key) as Person);
    if (counts) counts[isCategory(category) ? category : 'other'] += n;
  }
  return rows.map(({ person, lastAt }) => ({
    ...userView(person),
    last_signed_in_at: signIns.get(person)?.toISOString() ?? null,
    last_active_at: lastAt?.toISOString() ?? null,
    dormant: isDormant(lastAt, now, dormantDays),
    events: events.get(person) as ActivityUserView['events'],
  }));
}
