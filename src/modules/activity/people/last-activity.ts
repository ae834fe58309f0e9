import type { LogSnapshot } from '../../audit/audit.snapshot';
import { lastActivity, lastSignIn, type LastSeen } from '../counting/last-seen';
import type { Person } from './person';

/** When each of some people was last active; whoever never was is not in it. */
export const lastActivityOf = (log: LogSnapshot, people: readonly Person[]): Promise<Map<Person, Date>> =>
  latest(log, people, lastActivity);

/** When each of them last signed in, here or in a host product. */
export const lastSignInOf = (log: LogSnapshot, people: readonly Person[]): Promise<Map<Person, Date>> =>
  latest(log, people, lastSignIn);

async function latest(
  log: LogSnapshot,
  people: readonly Person[],
  ask: (log: LogSnapshot, keys: readonly string[]) => Promise<LastSeen[]>,
): Promise<Map<Person, Date>> {
  const owners = new Map(people.flatMap((person) => person.keys.map((key) => [key, person] as const)));
  const found = new Map<Person, Date>();
  for (const { actor_key: key, at } of await ask(log, [...owners.keys()])) {
    const person = owners.get(key) as Person;
    const known = found.get(person);
    if (at && (known === undefined || at > known)) found.set(person, at);
  }
  return found;
}
