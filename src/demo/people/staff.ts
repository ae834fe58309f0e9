/** What somebody does at the clinic: their day follows from it. */
export type Job = 'doctor' | 'nurse' | 'reception' | 'billing' | 'it' | 'manager' | 'dentist';

/** Somebody who works at a clinic of the demo. Nobody of them exists; the addresses are those kept for examples (RFC 5737). */
export interface Colleague {
  /** As the clinic's own system calls them. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly job: Job;
  /** Their role in Daybook. */
  readonly role: 'owner' | 'admin' | 'auditor' | 'member';
  readonly team: string | null;
  /** Whether they enrolled an authenticator app in Daybook; Owners and Admins have to. */
  readonly factor: boolean;
  readonly officeIp: string;
  readonly homeIp: string;
  readonly agent: string;
}

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
];

type Line = readonly [
  name: string,
  job: Job,
  role: Colleague['role'],
  team: string | null,
  factor?: 'factor',
];

const ACME: readonly Line[] = [
  ['Olivia Hartley', 'manager', 'owner', 'Practice management', 'factor'],
  ['Audrey Finch', 'manager', 'auditor', 'Practice management'],
  ['Dr. Amara Cole', 'doctor', 'member', 'Physicians', 'factor'],
  ['Dr. Jonas Reed', 'doctor', 'member', 'Physicians'],
  ['Dr. Priya Nair', 'doctor', 'member', 'Physicians', 'factor'],
  ['Dr. Samuel Ortiz', 'doctor', 'member', 'Physicians'],
  ['Dr. Helen Marsh', 'doctor', 'member', 'Physicians'],
  ['Dr. Tomas Vega', 'doctor', 'member', 'Physicians'],
  ['Lena Fox', 'nurse', 'member', 'Nursing', 'factor'],
  ['Ruth Adeyemi', 'nurse', 'member', 'Nursing'],
  ['Caleb Stone', 'nurse', 'member', 'Nursing'],
  ['Mina Sato', 'nurse', 'member', 'Nursing'],
  ['Greta Lind', 'nurse', 'member', 'Nursing'],
  ['Omar Reyes', 'reception', 'member', 'Front desk'],
  ['Tess Walker', 'reception', 'member', 'Front desk'],
  ['Nadia Haddad', 'reception', 'member', 'Front desk'],
  ['Felix Braun', 'reception', 'member', 'Front desk'],
  ['Marcus Bell', 'billing', 'member', 'Billing'],
  ['Ivy Tran', 'billing', 'member', 'Billing'],
  ['Grace Olsen', 'billing', 'member', 'Billing'],
  ['Ian Novak', 'it', 'admin', 'IT', 'factor'],
  ['Zoe Petit', 'it', 'admin', 'IT', 'factor'],
];

const BIRCH: readonly Line[] = [
  ['Dr. Bruno Castell', 'dentist', 'member', 'Dentistry'],
  ['Hana Lim', 'nurse', 'member', 'Dentistry'],
  ['Pia Sommer', 'reception', 'member', null],
];

export const ACME_STAFF = staffOf(ACME, 'acme.example', [113, 2]);
export const BIRCH_STAFF = staffOf(BIRCH, 'birch.example', [113, 2], 60);

export const named = (staff: readonly Colleague[], name: string): Colleague =>
  staff.find((one) => one.name === name) as Colleague;

function staffOf(
  lines: readonly Line[],
  domain: string,
  [office, home]: [number, number],
  from = 10,
): Colleague[] {
  return lines.map(([name, job, role, team, factor], place) => ({
    id: `staff-${String(place + from - 9).padStart(2, '0')}`,
    name,
    email: `${(name.split(' ').at(-2) ?? '').toLowerCase()}.${(name.split(' ').at(-1) ?? '').toLowerCase()}@${domain}`,
    job,
    role,
    team,
    factor: factor === 'factor',
    officeIp: `203.0.${office}.${from + place}`,
    homeIp: `192.0.${home}.${from + place}`,
    agent: AGENTS[place % AGENTS.length] as string,
  }));
}
