import type { Person } from '../../auth/auth.accounts';
import type { Membership } from '../../organizations/organizations.membership';
import type { MemberView, RoleView, TeamOfMember } from '../members.contract';

/** What is known of a member besides the row. */
export interface Surroundings {
  readonly person: Person;
  readonly role: Pick<RoleView, 'id' | 'name'>;
  readonly teams: readonly TeamOfMember[];
  readonly factors: readonly string[];
  readonly locked: boolean;
  readonly resetDueAt: Date | null;
}

export const toView = (
  member: Membership,
  { person, role, teams, factors, locked, resetDueAt }: Surroundings,
): MemberView => ({
  id: member.id,
  account_id: member.accountId,
  name: person.name,
  email: person.email,
  role: role.id,
  role_name: role.name,
  teams,
  factors,
  joined_at: member.createdAt.toISOString(),
  last_signed_in_at: member.lastSignedInAt?.toISOString() ?? null,
  locked,
  factor_reset_due_at: resetDueAt?.toISOString() ?? null,
});
