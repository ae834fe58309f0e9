import { DAY_MS } from '../../../platform/clock/clock';
import type { UsualHours } from '../activity.contract';
import { newestSlots } from '../counting/newest-slots';
import { clockOf, type Frame } from '../people/frames';
import type { Person } from '../people/person';
import type { Range } from '../time/range';
import { hourGrid, usualHours } from './hour-grid';

const USUAL_DAYS = 56;

/** The eight weeks up to the end of the range. */
export const usualWeeks = ({ range }: Pick<Frame, 'range'>): Range => ({
  from: range.to - USUAL_DAYS * DAY_MS,
  to: range.to,
});

/** When each of some people works, by their newest events of eight weeks; whoever did too little is not in it. */
export async function usualHoursOf(
  { log, range, zone }: Frame,
  people: readonly Person[],
): Promise<Map<Person, UsualHours>> {
  const weeks = usualWeeks({ range });
  const clock = clockOf(zone, weeks);
  const slots = await newestSlots(
    log,
    people.flatMap(({ keys }) => keys),
    weeks,
  );
  const found = people.flatMap((person) => {
    const own = slots.filter(({ actor_key: key }) => person.keys.includes(key));
    const hours = usualHours(hourGrid(own, clock));
    return hours ? [[person, hours] as const] : [];
  });
  return new Map(found);
}
