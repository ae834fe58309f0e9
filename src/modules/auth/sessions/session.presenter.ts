import type { MembershipOfAccount, Person } from '../auth.accounts';
import type { SessionView } from '../auth.contract';
import { IDLE_MS } from './session-lifetime';
import type { Session } from './session.entity';

export const sessionView = (
  session: Pick<Session, 'id' | 'createdAt' | 'expiresAt'>,
  person: Person,
  { organizationId, organizationName, role }: MembershipOfAccount,
): SessionView => ({
  id: session.id,
  account: { id: person.id, name: person.name, email: person.email },
  organization: { id: organizationId, name: organizationName },
  role,
  created_at: session.createdAt.toISOString(),
  expires_at: session.expiresAt.toISOString(),
  idle_timeout_seconds: IDLE_MS / 1_000,
});
