import { CATEGORIES, type Category } from '../../../platform/context/action-spec';
import type { ActivityFrame, ActivityUser } from '../activity.contract';
import type { Person } from '../people/person';
import { personQuery } from './evidence';
import type { Range } from '../time/range';

export const instant = (moment: number | Date): string => new Date(moment).toISOString();

export const span = ({ from, to }: Range): { from: string; to: string } => ({
  from: instant(from),
  to: instant(to),
});

export const frameOf = ({ range, zone }: { range: Range; zone: string }): ActivityFrame => ({
  ...span(range),
  time_zone: zone,
});

/** Nought in each category, to be counted up. */
export const noughts = (): Record<Category, number> =>
  Object.fromEntries(CATEGORIES.map((category) => [category, 0])) as Record<Category, number>;

export const isCategory = (name: string | null): name is Category =>
  (CATEGORIES as readonly (string | null)[]).includes(name);

export const userView = (person: Person): ActivityUser => ({ ...facts(person), query: personQuery(person) });

const facts = ({ id, name, email, member }: Person): Omit<ActivityUser, 'query'> => ({
  id,
  name,
  email,
  member_id: member?.member_id ?? null,
  role: member?.role ?? null,
  role_name: member?.role_name ?? null,
  teams: member?.teams ?? [],
});
