import { patientRef, type Draft } from '../days/draft';
import { number, slot, type Scene, type Work } from './work';
import { addDays } from '../../platform/clock/zoned-time';

const appointment = { source: 'appointment', category: null } as const;

function booked({ person, patient, random, day, colleagues }: Scene): Draft {
  const doctor = random.pick(colleagues.filter(({ job }) => job === 'doctor' || job === 'dentist'));
  return {
    ...appointment,
    action: 'appointment.created',
    operation: 'create',
    summary: `${person.name} booked ${patient.name} with ${doctor.name}`,
    resource: { type: 'appointment', id: number(random, 'A'), name: `${patient.name} with ${doctor.name}` },
    subject: patientRef(patient),
    details: { on: addDays(day, random.between(1, 40)), at: slot(random) },
  };
}

function moved({ person, patient, random, day }: Scene): Draft {
  const before = { on: addDays(day, random.between(1, 5)), at: slot(random) };
  const after = { on: addDays(day, random.between(6, 20)), at: slot(random) };
  return {
    ...appointment,
    action: 'appointment.moved',
    operation: 'update',
    summary: `${person.name} moved the appointment of ${patient.name} to ${after.on}, ${after.at}`,
    resource: { type: 'appointment', id: number(random, 'A'), name: `Appointment of ${patient.name}` },
    subject: patientRef(patient),
    changes: { before, after },
  };
}

function cancelled({ person, patient, random }: Scene): Draft {
  return {
    ...appointment,
    action: 'appointment.cancelled',
    operation: 'update',
    summary: `${person.name} cancelled the appointment of ${patient.name}`,
    resource: { type: 'appointment', id: number(random, 'A'), name: `Appointment of ${patient.name}` },
    subject: patientRef(patient),
    changes: { before: { status: 'booked' }, after: { status: 'cancelled' } },
    details: { asked_by: random.pick(['patient', 'clinic']) },
  };
}

const checkedIn = ({ person, patient, random }: Scene): Draft => ({
  ...appointment,
  action: 'appointment.checked_in',
  operation: 'update',
  summary: `${person.name} checked ${patient.name} in`,
  resource: { type: 'appointment', id: number(random, 'A'), name: `Appointment of ${patient.name}` },
  subject: patientRef(patient),
  changes: { before: { status: 'booked' }, after: { status: 'arrived' } },
});

/** S4-08: contacts and messages. */
const messageSent = ({ person, patient, random }: Scene): Draft => ({
  source: 'flow',
  action: 'message.sent',
  operation: 'create',
  category: null,
  summary: `${person.name} sent ${patient.name} a message`,
  resource: {
    type: 'message',
    id: number(random, 'M'),
    name: random.pick(['Appointment reminder', 'Directions', 'Form to fill in']),
  },
  subject: patientRef(patient),
  details: { channel: random.pick(['sms', 'e-mail']) },
});

function contactUpdated({ person, patient, random }: Scene): Draft {
  const number = (): string => `020 7946 0${random.between(100, 999)}`;
  const isNew = random.chance(0.3);
  return {
    source: 'patient_activity',
    action: isNew ? 'contact.created' : 'contact.updated',
    operation: isNew ? 'create' : 'update',
    category: null,
    summary: `${person.name} ${isNew ? 'added' : 'changed'} the contact of ${patient.name}`,
    resource: { type: 'contact', id: `contact-${patient.id}`, name: patient.name },
    subject: patientRef(patient),
    flags: ['phi'],
    changes: { before: isNew ? null : { phone: number() }, after: { phone: number() } },
  };
}

const TASKS = [
  'Call the lab',
  'Call the patient back',
  'Order supplies',
  'Scan the referral',
  'Check the insurance',
];

function taskDone({ person, random, colleagues }: Scene): Draft {
  const name = random.pick(TASKS);
  const assigned = random.chance(0.5);
  const to = assigned ? random.pick(colleagues).name : person.name;
  return {
    source: 'task',
    action: assigned ? 'task.assigned' : 'task.completed',
    operation: 'update',
    category: null,
    summary: assigned ? `${person.name} gave “${name}” to ${to}` : `${person.name} finished “${name}”`,
    resource: { type: 'task', id: number(random, 'T'), name },
    changes: assigned
      ? { before: { assigned_to: null }, after: { assigned_to: to } }
      : { before: { status: 'open' }, after: { status: 'done' } },
  };
}

const recallPlanned = ({ person, patient, random, day }: Scene): Draft => ({
  source: 'recall',
  action: 'recall.planned',
  operation: 'create',
  category: null,
  summary: `${person.name} planned a recall for ${patient.name}`,
  resource: {
    type: 'recall',
    id: number(random, 'R'),
    name: random.pick(['Annual check', 'Vaccination', 'Blood test']),
  },
  subject: patientRef(patient),
  details: { due_on: addDays(day, random.between(90, 360)) },
});

/** Of everybody who has a desk. */
export const TASKS_OF_ALL: readonly Work[] = [{ weight: 5, tell: (scene) => [taskDone(scene)] }];

export const RECEPTION: readonly Work[] = [
  { weight: 26, tell: (scene) => [booked(scene)] },
  { weight: 14, tell: (scene) => [moved(scene)] },
  { weight: 6, tell: (scene) => [cancelled(scene)] },
  { weight: 34, tell: (scene) => [checkedIn(scene)] },
  { weight: 14, tell: (scene) => [messageSent(scene)] },
  { weight: 7, tell: (scene) => [contactUpdated(scene)] },
  { weight: 5, tell: (scene) => [recallPlanned(scene)] },
  ...TASKS_OF_ALL,
];
