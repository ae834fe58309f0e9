import type { ActivityView } from '../activity.contract';
import type { Person } from '../people/person';

/** The teams of some people, by their names, and how many of them are in each. */
export function teamsOf(people: readonly Person[]): ActivityView['teams'] {
  const teams = new Map<string, { id: string; name: string; users: number }>();
  for (const { id, name } of people.flatMap(({ member }) => member?.teams ?? [])) {
    const team = teams.get(id) ?? { id, name, users: 0 };
    team.users += 1;
    teams.set(id, team);
  }
  return [...teams.values()].toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
