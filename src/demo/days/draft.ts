import type { IncomingEvent } from '../../modules/audit/audit.ingest';
import type { Patient } from '../people/patients';
import type { Colleague } from '../people/staff';

/** An event as a clinic's own system reports it, with a time and an id that are the same in every run. */
export type DemoEvent = IncomingEvent & { readonly id: string; readonly occurred_at: string };

/** An event before somebody, a time and a place are given to it. */
export type Draft = Omit<IncomingEvent, 'id' | 'occurred_at' | 'actor' | 'context'> & {
  /** For what machines do; else it is the person whose day it is. */
  readonly actor?: IncomingEvent['actor'];
};

/** As the clinic's system names their roles. */
const ROLES: Readonly<Record<Colleague['job'], string>> = {
  doctor: 'physician',
  dentist: 'dentist',
  nurse: 'nurse',
  reception: 'front desk',
  billing: 'billing',
  it: 'it admin',
  manager: 'practice manager',
};

export const userOf = ({ id, name, email, job }: Colleague, role = ROLES[job]): IncomingEvent['actor'] => ({
  type: 'user',
  id,
  name,
  email,
  role,
});

export const patientRef = ({ id, name }: Patient) => ({ type: 'patient', id, name });
