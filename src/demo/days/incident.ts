import { addDays, weekdayOf } from '../../platform/clock/zoned-time';
import { patientOf, PATIENTS } from '../people/patients';
import { idOf, Random } from '../people/random';
import type { Colleague } from '../people/staff';
import { chartViewed } from '../work/charts';
import { momentOf } from './calendar';
import { patientRef, userOf, type DemoEvent, type Draft } from './draft';
import { failedSignIn, signedIn, signedOut, verified } from './signing-in';

/** Whose account it is, and from where it is used that night. */
export const SUSPECT = 'Marcus Bell';
export const UNUSUAL_IP = '198.51.100.77';
/** Charts that are read, none of them of the suspect's work. */
export const CHARTS_READ = 140;
/** Half past two, when nobody works. */
const BEGINS = 2 * 60 + 38;

/** The latest Sunday before a day; of a Sunday itself, the Saturday: within the last seven days, and all of it over. */
export const incidentBefore = (today: string): string =>
  weekdayOf(today) === 7 ? addDays(today, -1) : addDays(today, -weekdayOf(today));

/** A draft at its minute; `as`: under which role the account acts. */
type Step = readonly [at: number, draft: Draft, as: string];

/**
 * What is there to be found: an account is guessed, made an admin by a forgotten key, reads a hundred and forty charts in twenty
 * minutes, changes where one refund goes, takes a list of patients along, leaves a key behind, and turns the notices off.
 */
export function incident(seed: string, day: string, staff: readonly Colleague[]): DemoEvent[] {
  const suspect = staff.find(({ name }) => name === SUSPECT);
  if (!suspect) return [];
  const random = new Random(`${seed} incident ${day}`);
  const steps: Step[] = [
    ...[0, 0.6, 1.1, 1.9, 2.6, 3.2, 3.9].map((at): Step => [at, failedSignIn(suspect), 'billing']),
    [4.8, signedIn(suspect), 'billing'],
    [5.2, verified(suspect, 'recovery code'), 'billing'],
    [7, grant(suspect), 'billing'],
    ...reading(random, suspect),
    [29.5, redirect(suspect), 'admin'],
    [31, takeaway(suspect), 'admin'],
    [33, leftBehind(suspect), 'admin'],
    [34.5, silence(suspect), 'admin'],
    [36, signedOut(suspect), 'admin'],
  ];
  return steps.map(([at, { actor, ...draft }, role], n) => ({
    ...draft,
    id: idOf(`${seed} incident ${day} ${n}`),
    occurred_at: momentOf(day, BEGINS + at).toISOString(),
    actor: actor ?? userOf(suspect, role),
    context: {
      ip: UNUSUAL_IP,
      country: 'NL',
      user_agent: 'python-requests/2.33.1',
      ...(n < 7 ? {} : { session_id: `${day}-${suspect.id}-night` }),
    },
  }));
}

const grant = ({ id, name }: Colleague): Draft => ({
  actor: {
    type: 'api_key',
    id: 'key-legacy-sync',
    name: 'Legacy billing sync',
    email: null,
    role: null,
    on_behalf_of: id,
  },
  source: 'security',
  action: 'user.role_changed',
  operation: 'update',
  category: 'administration',
  summary: `The key “Legacy billing sync” changed the role of ${name} from billing to admin`,
  resource: { type: 'user', id, name },
  changes: { before: { role: 'billing' }, after: { role: 'admin' } },
  details: { requested_by: name },
});

function reading(random: Random, person: Colleague): Step[] {
  const numbers = random.some([...Array(PATIENTS).keys()], CHARTS_READ);
  return numbers.map((n, place): Step => {
    const patient = patientOf(n);
    const { details, ...draft } = chartViewed({ person, patient, random, colleagues: [], day: '' }, 3);
    return [
      9 + (place * 19.5) / CHARTS_READ,
      { ...draft, details: { ...details, purpose: null, care_relationship: 'none' } },
      'admin',
    ];
  });
}

/** Whose refund is sent elsewhere. */
export const CHANGED_PATIENT = patientOf(77);

const redirect = ({ name }: Colleague): Draft => ({
  source: 'patient_activity',
  action: 'patient.updated',
  operation: 'update',
  category: null,
  flags: ['phi'],
  summary: `${name} changed where refunds of ${CHANGED_PATIENT.name} go`,
  resource: { type: 'patient', id: CHANGED_PATIENT.id, name: CHANGED_PATIENT.name },
  subject: patientRef(CHANGED_PATIENT),
  changes: {
    before: { contact_email: CHANGED_PATIENT.email, refunds_to: 'Lakeside Bank, ending 2291' },
    after: { contact_email: 'collector@post.example', refunds_to: 'Quickpay, ending 7740' },
  },
});

const takeaway = ({ name }: Colleague): Draft => ({
  source: 'patient_activity',
  action: 'export.created',
  operation: 'create',
  category: 'feature_usage',
  flags: ['phi'],
  summary: `${name} exported the list of patients with their contacts`,
  resource: { type: 'export', id: 'X-20417', name: 'Patients with contacts' },
  details: {
    format: 'csv',
    rows: PATIENTS,
    columns: ['name', 'date_of_birth', 'phone', 'email', 'insurance'],
  },
});

const leftBehind = ({ name }: Colleague): Draft => ({
  source: 'security',
  action: 'api_key.created',
  operation: 'create',
  category: 'administration',
  summary: `${name} created the API key “backup-sync”`,
  resource: { type: 'api_key', id: 'key-backup-sync', name: 'backup-sync' },
  details: { scopes: ['patients:read', 'charts:read'], expires: 'never' },
});

const silence = ({ name }: Colleague): Draft => ({
  source: 'security',
  action: 'setting.updated',
  operation: 'update',
  category: 'settings',
  flags: ['critical'],
  summary: `${name} turned the notices about security off`,
  resource: { type: 'setting', id: 'security-notices', name: 'Notices about security' },
  changes: {
    before: { enabled: true, recipients: ['it@acme.example', 'privacy@acme.example'] },
    after: { enabled: false, recipients: [] },
  },
});
