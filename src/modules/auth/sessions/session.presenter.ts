import type { Assurance } from '../../../platform/context/assurance';
import type { MembershipOfAccount, Person } from '../auth.accounts';
import type { SessionFactorsView, SessionView } from '../auth.contract';
import type { Session } from './session.entity';

type Shown = Pick<Session, 'id' | 'createdAt' | 'expiresAt' | 'factor' | 'factorAt'>;

export const sessionView = (
  session: Shown,
  person: Person,
  { organizationId, organizationName, roleName, idleMinutes }: MembershipOfAccount,
  assurance: Assurance,
): SessionView => ({
  id: session.id,
  account: { id: person.id, name: person.name, email: person.email },
  organization: { id: organizationId, name: organizationName },
  role: roleName,
  created_at: session.createdAt.toISOString(),
  expires_at: session.expiresAt.toISOString(),
  idle_timeout_seconds: idleMinutes * 60,
  factors: factorsView(session, assurance),
});

const factorsView = (
  { factor, factorAt }: Shown,
  { owes, methods, dueAt }: Assurance,
): SessionFactorsView => ({
  required: owes === 'factor',
  enrolment_required: owes === 'enrolment',
  available: methods,
  verified_by: factor,
  verified_at: factorAt?.toISOString() ?? null,
  enrolment_due_at: dueAt?.toISOString() ?? null,
  enrolment_advised: factor === 'recovery_code',
});
