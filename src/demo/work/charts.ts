import { patientRef, type Draft } from '../days/draft';
import { number, type Scene, type Work } from './work';

const SECTIONS =
  'allergies demographics history imaging immunizations lab_results medications notes problems vitals'.split(
    ' ',
  );
const DRUGS = ['amoxicillin', 'ibuprofen', 'lisinopril', 'metformin', 'omeprazole', 'salbutamol'];
const ALLERGIES = ['none known', 'penicillin', 'latex', 'peanuts', 'sulfa drugs', 'pollen'];
const DOSES = ['5 mg daily', '10 mg daily', '20 mg daily', '40 mg daily', '20 mg twice a day'];

const clinical = { source: 'patient_activity', flags: ['phi'] } as const;

/** S3-04 and S3-11: that a chart was opened, and which sections of it, never what stands in them. */
export function chartViewed({ person, patient, random }: Scene, most = 4): Draft {
  const sections = random.some(SECTIONS, random.between(1, most));
  return {
    ...clinical,
    action: 'chart.viewed',
    operation: 'read',
    category: null,
    summary: `${person.name} opened the chart of ${patient.name}`,
    resource: { type: 'chart', id: `chart-${patient.id}`, name: `Chart of ${patient.name}` },
    subject: patientRef(patient),
    details: { sections, purpose: 'treatment' },
  };
}

export function noteWritten({ person, patient, random }: Scene): Draft {
  return {
    ...clinical,
    action: 'note.created',
    operation: 'create',
    category: null,
    summary: `${person.name} wrote a note on ${patient.name}`,
    resource: { type: 'note', id: number(random, 'N'), name: 'Progress note' },
    subject: patientRef(patient),
    details: { words: random.between(40, 420), signed: random.chance(0.9) },
  };
}

export function chartUpdated({ person, patient, random }: Scene): Draft {
  const [before, after] = random.pick([
    () => [{ allergies: ALLERGIES[0] }, { allergies: random.pick(ALLERGIES.slice(1)) }],
    () => [
      { medication: { name: random.pick(DRUGS), dose: DOSES[random.between(0, 1)] } },
      { medication: { name: random.pick(DRUGS), dose: DOSES[random.between(2, 4)] } },
    ],
    () => [
      { blood_pressure: `${random.between(128, 150)}/${random.between(84, 96)}` },
      { blood_pressure: `${random.between(108, 127)}/${random.between(68, 82)}` },
    ],
  ])() as [object, object];
  return {
    ...clinical,
    action: 'chart.updated',
    operation: 'update',
    category: null,
    summary: `${person.name} changed ${Object.keys(after)[0]?.replace('_', ' ')} in the chart of ${patient.name}`,
    resource: { type: 'chart', id: `chart-${patient.id}`, name: `Chart of ${patient.name}` },
    subject: patientRef(patient),
    changes: { before: { ...before }, after: { ...after } },
  };
}

function prescriptionIssued({ person, patient, random }: Scene): Draft {
  const drug = random.pick(DRUGS);
  return {
    ...clinical,
    action: 'prescription.issued',
    operation: 'create',
    category: null,
    summary: `${person.name} prescribed ${drug} to ${patient.name}`,
    resource: { type: 'prescription', id: number(random, 'RX'), name: drug },
    subject: patientRef(patient),
    details: { drug, dose: random.pick(DOSES) },
  };
}

function scribeUsed({ person, patient, random }: Scene): Draft {
  return {
    source: 'ai',
    action: 'ai_feature.used',
    operation: 'execute',
    category: 'feature_usage',
    summary: `${person.name} had the AI scribe summarize the visit of ${patient.name}`,
    resource: { type: 'feature', id: 'ai-scribe', name: 'AI scribe' },
    subject: patientRef(patient),
    flags: ['phi'],
    details: { model: 'scribe-2', accepted: random.chance(0.85) },
  };
}

/** Somebody sees a patient. */
function visit(scene: Scene): Draft[] {
  const { random } = scene;
  return [
    chartViewed(scene, 6),
    ...(random.chance(0.45) ? [scribeUsed(scene)] : []),
    ...(random.chance(0.75) ? [noteWritten(scene)] : []),
    ...(random.chance(0.3) ? [chartUpdated(scene)] : []),
    ...(random.chance(0.3) ? [prescriptionIssued(scene)] : []),
  ];
}

function consentRecorded({ person, patient, random }: Scene): Draft {
  const kind = random.pick(['Recording of visits', 'Sharing with specialists', 'Messages by SMS']);
  const given = random.chance(0.8);
  return {
    ...clinical,
    action: 'consent.updated',
    operation: 'update',
    category: null,
    summary: `${person.name} recorded that ${patient.name} ${given ? 'gave' : 'withdrew'} consent: ${kind}`,
    resource: { type: 'consent', id: `consent-${patient.id}`, name: kind },
    subject: patientRef(patient),
    changes: { before: { given: !given }, after: { given } },
  };
}

/** A chart that somebody may not open: of a patient under protection. */
function chartRefused(scene: Scene): Draft {
  return {
    ...chartViewed(scene),
    source: 'security',
    outcome: 'denied',
    outcome_reason: 'the chart is restricted to the care team',
    summary: `${scene.person.name} was not let into the restricted chart of ${scene.patient.name}`,
  };
}

export const DOCTORS: readonly Work[] = [
  { weight: 70, tell: visit },
  { weight: 18, tell: (scene) => [chartViewed(scene)] },
  { weight: 6, tell: (scene) => [chartViewed(scene, 2), chartUpdated(scene)] },
  { weight: 0.4, tell: (scene) => [chartRefused(scene)] },
];

export const NURSES: readonly Work[] = [
  { weight: 60, tell: (scene) => [chartViewed(scene)] },
  { weight: 25, tell: (scene) => [chartViewed(scene, 2), chartUpdated(scene)] },
  { weight: 8, tell: (scene) => [noteWritten(scene)] },
  { weight: 5, tell: (scene) => [consentRecorded(scene)] },
  { weight: 0.5, tell: (scene) => [chartRefused(scene)] },
];
