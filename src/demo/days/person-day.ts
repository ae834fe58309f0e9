import { DOCTORS, NURSES } from '../work/charts';
import { RECEPTION } from '../work/front-desk';
import { BILLING, IT, MANAGERS } from '../work/office';
import { SCREENS } from '../work/screens';
import { workOf, type Scene, type Work } from '../work/work';
import { patientOf, PATIENTS, type Patient } from '../people/patients';
import type { Random } from '../people/random';
import type { Colleague } from '../people/staff';
import type { Shift } from './calendar';
import type { Draft } from './draft';
import { failedSignIn, signedIn, signedOut, timedOut, verified, passwordChanged } from './signing-in';

/** Something that was done, so many minutes after the midnight that began the day. */
export interface Moment {
  readonly at: number;
  readonly draft: Draft;
  readonly ip: string;
  readonly session: string;
}

const WORKS: Readonly<Record<Colleague['job'], readonly [works: readonly Work[], pieces: number]>> = {
  doctor: [DOCTORS, 18],
  dentist: [DOCTORS, 8],
  nurse: [NURSES, 25],
  reception: [RECEPTION, 32],
  billing: [BILLING, 22],
  it: [IT, 9],
  manager: [MANAGERS, 7],
};
/** Of what somebody does, so much is looking around. */
const SHARE_OF_SCREENS = 0.22;
/** Who may work from home, and how often they do. */
const AT_HOME: readonly Colleague['job'][] = ['billing', 'it', 'manager'];

export interface PersonDay {
  readonly person: Colleague;
  /** Among their colleagues. */
  readonly place: number;
  readonly colleagues: readonly Colleague[];
  readonly day: string;
  readonly random: Random;
}

/** A day of work from signing in to signing out. */
export function workingDay(those: PersonDay, shift: Shift): Moment[] {
  const { person, day, random } = those;
  const ip = AT_HOME.includes(person.job) && random.chance(0.12) ? person.homeIp : person.officeIp;
  const [morning, afternoon] = [`${day}-${person.id}-1`, `${day}-${person.id}-2`];
  const away = shift.lunch !== null && random.chance(0.5);
  const moments = (session: string, drafts: readonly Draft[], at: number, apart = 0.4): Moment[] =>
    drafts.map((draft, n) => ({ at: at + n * apart, draft, ip, session }));
  return [
    ...moments(morning, arrivals(those), shift.from),
    ...(away && shift.lunch
      ? [
          ...moments(morning, [timedOut(person)], shift.lunch.from + 15),
          ...moments(
            afternoon,
            [signedIn(person), ...(person.factor ? [verified(person)] : [])],
            shift.lunch.to,
            0.3,
          ),
        ]
      : []),
    ...startsOf(those, shift).flatMap((at) =>
      moments(
        away && shift.lunch && at > shift.lunch.to ? afternoon : morning,
        pieceOf(those).tell(sceneOf(those)),
        at,
        random.between(5, 30) / 10,
      ),
    ),
    ...moments(
      away ? afternoon : morning,
      [random.chance(0.85) ? signedOut(person) : timedOut(person)],
      shift.to + 16,
    ),
  ];
}

function arrivals({ person, random }: PersonDay): Draft[] {
  const slips = random.chance(0.05) ? random.between(1, 2) : 0;
  return [
    ...Array.from({ length: slips }, () => failedSignIn(person)),
    signedIn(person),
    ...(person.factor ? [verified(person)] : []),
    ...(random.chance(0.012) ? [passwordChanged(person)] : []),
  ];
}

/** When each piece of work begins: within the shift, not at lunch, in order. */
function startsOf({ person, random }: PersonDay, { from, to, lunch }: Shift): number[] {
  const pieces = Math.round((WORKS[person.job][1] * (to - from)) / 510);
  return Array.from({ length: pieces + random.between(-2, 2) }, () => from + 3 + random.below(to - from - 6))
    .map((at) => (lunch && at > lunch.from && at < lunch.to ? at - (lunch.to - lunch.from) : at))
    .filter((at) => at > from + 2)
    .sort((a, b) => a - b);
}

const pieceOf = ({ person, random }: PersonDay): Work =>
  workOf(random.chance(SHARE_OF_SCREENS) ? SCREENS : WORKS[person.job][0], random);

const sceneOf = (those: PersonDay): Scene => ({ ...those, patient: aPatientOf(those) });

/** Doctors see their own patients, nurses those of some doctors, the others everybody. */
export function aPatientOf({ person, place, colleagues, random }: PersonDay): Patient {
  const doctors = colleagues.filter(({ job }) => job === 'doctor' || job === 'dentist');
  const own = person.job === 'nurse' ? place % doctors.length : doctors.indexOf(person);
  if (own < 0) return patientOf(random.between(0, PATIENTS - 1));
  return patientOf(own + doctors.length * random.between(0, Math.floor(PATIENTS / doctors.length) - 1));
}

/** A doctor on call looks something up in the evening, from home. */
export function onCall(those: PersonDay): Moment[] {
  const { person, day, random } = those;
  const at = random.between(19 * 60 + 40, 22 * 60 + 20);
  const looks = Array.from(
    { length: random.between(1, 3) },
    () => DOCTORS[1]?.tell(sceneOf(those)) ?? [],
  ).flat();
  return [signedIn(person), ...(person.factor ? [verified(person)] : []), ...looks, signedOut(person)].map(
    (draft, n) => ({ at: at + n * 1.7, draft, ip: person.homeIp, session: `${day}-${person.id}-night` }),
  );
}
