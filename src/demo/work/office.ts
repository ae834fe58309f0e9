import { patientRef, type Draft } from '../days/draft';
import { TASKS_OF_ALL } from './front-desk';
import { number, type Scene, type Work } from './work';

const feature = { source: 'activity', category: 'feature_usage' } as const;
const REPORTS = [
  'Outstanding invoices',
  'Visits by physician',
  'No-shows',
  'Recall response',
  'Monthly figures',
];
const KEYS = ['Lab connector', 'Reminder service', 'Bookkeeping'];

const invoiceIssued = ({ person, patient, random }: Scene): Draft => ({
  source: 'billing',
  action: 'invoice.issued',
  operation: 'create',
  category: null,
  summary: `${person.name} issued an invoice to ${patient.name}`,
  resource: { type: 'invoice', id: number(random, 'I'), name: `Invoice to ${patient.name}` },
  subject: patientRef(patient),
  details: { amount: `${random.between(20, 480)}.00`, currency: 'GBP' },
});

const paymentBooked = ({ person, patient, random }: Scene): Draft => ({
  source: 'billing',
  action: 'payment.booked',
  operation: 'update',
  category: null,
  summary: `${person.name} booked a payment of ${patient.name}`,
  resource: { type: 'invoice', id: number(random, 'I'), name: `Invoice to ${patient.name}` },
  subject: patientRef(patient),
  changes: { before: { status: 'open' }, after: { status: 'paid' } },
});

const reportGenerated = ({ person, random }: Scene): Draft => {
  const name = random.pick(REPORTS);
  return {
    ...feature,
    action: 'report.generated',
    operation: 'execute',
    summary: `${person.name} generated the report “${name}”`,
    resource: { type: 'report', id: name.toLowerCase().replaceAll(' ', '-'), name },
    details: { rows: random.between(12, 900) },
  };
};

/** A list for the accountant: some rows, none of them a chart. */
const exportCreated = ({ person, random }: Scene): Draft => ({
  ...feature,
  action: 'list.printed',
  operation: 'read',
  summary: `${person.name} printed the list of open invoices`,
  resource: { type: 'list', id: number(random, 'L'), name: 'Open invoices' },
  details: { rows: random.between(10, 80) },
});

function settingChanged({ person, random }: Scene): Draft {
  const [name, before, after] = random.pick([
    ['Online booking', { enabled: false }, { enabled: true }],
    ['Reminder lead time', { hours: 24 }, { hours: 48 }],
    ['Default visit length', { minutes: 15 }, { minutes: 20 }],
  ] as const);
  return {
    source: 'settings',
    action: 'setting.updated',
    operation: 'update',
    category: 'settings',
    summary: `${person.name} changed the setting “${name}”`,
    resource: { type: 'setting', id: name.toLowerCase().replaceAll(' ', '-'), name },
    changes: { before: { ...before }, after: { ...after } },
  };
}

const administration = { source: 'security', category: 'administration' } as const;

function userInvited({ person, random }: Scene): Draft {
  const email = `locum-${random.between(10, 99)}@acme.example`;
  return {
    ...administration,
    action: 'user.invited',
    operation: 'create',
    summary: `${person.name} invited ${email} as locum`,
    resource: { type: 'invitation', id: number(random, 'INV'), name: email },
    details: { role: 'locum', valid_days: 7 },
  };
}

function roleChanged({ person, random, colleagues }: Scene): Draft {
  const whom = random.pick(colleagues.filter(({ job }) => job === 'nurse' || job === 'reception'));
  const roles = random.chance(0.5) ? (['staff', 'shift lead'] as const) : (['shift lead', 'staff'] as const);
  return {
    ...administration,
    action: 'user.role_changed',
    operation: 'update',
    summary: `${person.name} changed the role of ${whom.name} from ${roles[0]} to ${roles[1]}`,
    resource: { type: 'user', id: whom.id, name: whom.name },
    changes: { before: { role: roles[0] }, after: { role: roles[1] } },
  };
}

function keyManaged({ person, random }: Scene): Draft {
  const name = random.pick(KEYS);
  const done = random.pick(['rotated', 'rotated', 'created', 'revoked'] as const);
  return {
    ...administration,
    action: `api_key.${done}`,
    operation: done === 'created' ? 'create' : 'update',
    summary: `${person.name} ${done} the API key “${name}”`,
    resource: { type: 'api_key', id: name.toLowerCase().replaceAll(' ', '-'), name },
  };
}

const webhookCreated = ({ person, random }: Scene): Draft => ({
  ...administration,
  action: 'webhook.created',
  operation: 'create',
  summary: `${person.name} created the webhook to the bookkeeping service`,
  resource: { type: 'webhook', id: number(random, 'W'), name: 'Bookkeeping' },
  details: { url: 'https://books.example/hooks/acme', events: ['invoice.issued', 'payment.booked'] },
});

export const BILLING: readonly Work[] = [
  { weight: 40, tell: (scene) => [invoiceIssued(scene)] },
  { weight: 34, tell: (scene) => [paymentBooked(scene)] },
  { weight: 7, tell: (scene) => [reportGenerated(scene)] },
  { weight: 2, tell: (scene) => [exportCreated(scene)] },
  ...TASKS_OF_ALL,
];

export const IT: readonly Work[] = [
  { weight: 40, tell: (scene) => [reportGenerated(scene)] },
  { weight: 5, tell: (scene) => [settingChanged(scene)] },
  { weight: 1, tell: (scene) => [userInvited(scene)] },
  { weight: 0.7, tell: (scene) => [roleChanged(scene)] },
  { weight: 0.7, tell: (scene) => [keyManaged(scene)] },
  { weight: 0.3, tell: (scene) => [webhookCreated(scene)] },
  ...TASKS_OF_ALL,
];

export const MANAGERS: readonly Work[] = [
  { weight: 30, tell: (scene) => [reportGenerated(scene)] },
  { weight: 2, tell: (scene) => [settingChanged(scene)] },
  ...TASKS_OF_ALL,
];
