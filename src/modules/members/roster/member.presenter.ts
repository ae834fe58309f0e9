import type { Person } from '../../auth/auth.accounts';
import type { Membership } from '../../organizations/organizations.membership';
import type { MemberView } from '../members.contract';

export const toView = (member: Membership, person: Person, role: string = member.role): MemberView => ({
  id: member.id,
  account_id: member.accountId,
  name: person.name,
  email: person.email,
  role,
  joined_at: member.createdAt.toISOString(),
  last_signed_in_at: member.lastSignedInAt?.toISOString() ?? null,
});
