import { patientOf, PATIENTS } from '../people/patients';
import { Random } from '../people/random';
import type { Colleague } from '../people/staff';
import { number } from '../work/work';
import { patientRef, type Draft } from './draft';
import type { Moment } from './person-day';

const SYSTEM = { type: 'system', email: null, role: 'system' } as const;
const RECALLS = { ...SYSTEM, id: 'recall-engine', name: 'Recall engine' };
const FLOWS = { ...SYSTEM, id: 'flow-engine', name: 'Flow engine' };
const BACKUPS = { ...SYSTEM, id: 'backups', name: 'Nightly backup' };
const LAB = { type: 'api_key', id: 'key-lab', name: 'Lab connector', email: null, role: null } as const;
const SCRIBE = { type: 'system', id: 'ai-scribe', name: 'AI scribe', email: null, role: 'ai' } as const;
const STEPS = ['Send the intake form', 'Ask for consent', 'Remind of the visit', 'Ask how it went'];

interface Hours {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What runs by itself on a day: on one of work a lot, else the little that never rests. */
export function machineDay(
  random: Random,
  staff: readonly Colleague[],
  busy: boolean,
  share: number,
): Moment[] {
  const doctors = staff.filter(({ job }) => job === 'doctor' || job === 'dentist');
  const times = ({ from, to, count }: Hours, tell: () => Draft, ip: string | null): Moment[] =>
    Array.from({ length: Math.round(count * share) }, () => ({
      at: from + random.below(to - from),
      draft: tell(),
      ip: ip ?? '203.0.113.5',
      session: '',
    }));
  const work = { from: 8 * 60, to: 18 * 60 };
  return [
    ...times({ from: 125, to: 135, count: 1 / share }, () => backup(random), null),
    ...times({ ...work, count: busy ? 16 : 2 }, () => labResult(random), '198.51.100.10'),
    ...(busy
      ? [
          ...times({ from: 425, to: 440, count: random.between(8, 18) }, () => recallSent(random), null),
          ...times({ ...work, count: 28 }, () => flowStep(random), null),
          ...times({ ...work, count: 20 }, () => drafted(random, random.pick(doctors)), null),
        ]
      : []),
  ];
}

const someone = (random: Random) => patientOf(random.between(0, PATIENTS - 1));

function backup(random: Random): Draft {
  const failed = random.chance(0.02);
  return {
    actor: BACKUPS,
    source: 'system',
    action: 'backup.completed',
    operation: 'execute',
    category: null,
    outcome: failed ? 'failure' : 'success',
    outcome_reason: failed ? 'the storage did not answer' : null,
    summary: failed ? 'The nightly backup failed' : 'The nightly backup was made',
    details: { gigabytes: random.between(41, 58) },
  };
}

/** S3-08: what comes in through an interface. */
function labResult(random: Random): Draft {
  const patient = someone(random);
  return {
    actor: LAB,
    source: 'api',
    action: 'lab_result.received',
    operation: 'create',
    category: null,
    flags: ['phi'],
    summary: `The lab sent a result of ${patient.name}`,
    resource: {
      type: 'lab_result',
      id: number(random, 'LR'),
      name: random.pick(['Blood count', 'Lipids', 'Glucose', 'Urine']),
    },
    subject: patientRef(patient),
    details: { interface: 'HL7', bytes: random.between(900, 6_000) },
  };
}

function recallSent(random: Random): Draft {
  const patient = someone(random);
  return {
    actor: RECALLS,
    source: 'recall',
    action: 'recall.sent',
    operation: 'create',
    category: null,
    outcome: random.chance(0.04) ? 'failure' : 'success',
    summary: `${patient.name} was asked to come for a check`,
    resource: { type: 'recall', id: number(random, 'R'), name: 'Annual check' },
    subject: patientRef(patient),
    details: { channel: random.pick(['sms', 'e-mail', 'letter']) },
  };
}

function flowStep(random: Random): Draft {
  const patient = someone(random);
  const step = random.pick(STEPS);
  return {
    actor: FLOWS,
    source: 'flow',
    action: 'flow.step_completed',
    operation: 'execute',
    category: null,
    summary: `Step “${step}” was done for ${patient.name}`,
    resource: { type: 'flow', id: step.toLowerCase().replaceAll(' ', '-'), name: step },
    subject: patientRef(patient),
  };
}

function drafted(random: Random, doctor: Colleague): Draft {
  const patient = someone(random);
  return {
    actor: { ...SCRIBE, on_behalf_of: doctor.id },
    source: 'ai',
    action: 'ai.summary_drafted',
    operation: 'create',
    category: null,
    flags: ['phi'],
    summary: `The AI scribe drafted a summary of ${patient.name} for ${doctor.name}`,
    resource: { type: 'note', id: number(random, 'N'), name: 'Draft' },
    subject: patientRef(patient),
    details: { model: 'scribe-2', seconds_of_speech: random.between(90, 1_400) },
  };
}
