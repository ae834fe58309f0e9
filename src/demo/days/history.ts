import { idOf, Random } from '../people/random';
import { ACME_STAFF, BIRCH_STAFF, type Colleague } from '../people/staff';
import { momentOf, shiftOf, weeksSince } from './calendar';
import { userOf, type DemoEvent } from './draft';
import { incident, SUSPECT } from './incident';
import { machineDay } from './machines';
import { onCall, workingDay, type Moment, type PersonDay } from './person-day';
import { weekdayOf } from '../../platform/clock/zoned-time';

export interface Clinic {
  readonly name: string;
  readonly staff: readonly Colleague[];
  /** Of what the machines of a large clinic do. */
  readonly share: number;
}

export const ACME: Clinic = { name: 'Acme Clinic', staff: ACME_STAFF, share: 1 };
export const BIRCH: Clinic = { name: 'Birch Dental', staff: BIRCH_STAFF, share: 0.25 };

/** What decides about every event: with the same one, each day is the same, whichever day it is told on. */
export interface Story {
  readonly seed: string;
  readonly incidentOn: string;
}

/** What a clinic's own system reports of a day by the clinic's calendar, in the order of time. */
export function clinicDay(clinic: Clinic, day: string, { seed, incidentOn }: Story): DemoEvent[] {
  const told = (about: string): Random => new Random(`${seed} ${clinic.name} ${day} ${about}`);
  const busy = weekdayOf(day) < 6;
  const machines = machineDay(told('machines'), clinic.staff, busy, clinic.share);
  const events = [
    ...clinic.staff.flatMap((person, place) => {
      const those = { person, place, colleagues: clinic.staff, day, random: told(person.id) };
      return momentsOf(those).map((moment) => eventOf(moment, person, day, incidentOn));
    }),
    ...machines.map((moment) => eventOf(moment, null, day, incidentOn)),
  ]
    .sort(inTime)
    .map((event, n) => ({ ...event, id: idOf(`${seed} ${clinic.name} ${day} ${n}`) }));
  return day === incidentOn ? [...events, ...incident(seed, day, clinic.staff)].sort(inTime) : events;
}

const inTime = (a: { occurred_at: string }, b: { occurred_at: string }): number =>
  a.occurred_at < b.occurred_at ? -1 : a.occurred_at > b.occurred_at ? 1 : 0;

function momentsOf(those: PersonDay): Moment[] {
  const { person, place, day, random, colleagues } = those;
  const shift = shiftOf(person, place, day, random);
  const doctors = colleagues.filter(({ job }) => job === 'doctor');
  const isOnCall =
    doctors.length > 0 && doctors[(weeksSince(day) + weekdayOf(day)) % doctors.length] === person;
  return [
    ...(shift ? workingDay(those, shift) : []),
    ...(isOnCall && random.chance(0.4) ? onCall(those) : []),
  ];
}

/** Whoever became an admin in the night of the incident still is: nobody has noticed yet. */
function eventOf(
  { at, draft: { actor, ...draft }, ip, session }: Moment,
  person: Colleague | null,
  day: string,
  incidentOn: string,
): Omit<DemoEvent, 'id'> {
  const role = person?.name === SUSPECT && day > incidentOn ? 'admin' : undefined;
  return {
    ...draft,
    occurred_at: momentOf(day, at).toISOString(),
    actor: actor ?? (person ? userOf(person, role) : {}),
    context: {
      ip,
      country: 'GB',
      ...(person ? { user_agent: person.agent, session_id: session } : {}),
    },
  };
}
