import type { Assurance } from '../../../platform/context/assurance';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Principal } from '../../../platform/context/request-record';
import { PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { notFound } from '../../../platform/errors/daybook-error';
import type { MembershipOfAccount, Person } from '../auth.accounts';
import { supportActor, userActor } from '../auth.authentication';

type Bound = Pick<MembershipOfAccount, 'organizationId' | 'role' | 'roleName' | 'rolePermissions'>;

/** A person in a session, as the one who asks. */
export const principalOf = (
  person: Person,
  { organizationId, role, roleName, rolePermissions }: Bound,
  sessionId: string,
  assurance: Assurance,
): Principal => ({
  actor: organizationId === PLATFORM_LOG_ID ? supportActor(person) : userActor(person, roleName),
  organizationId,
  accountId: person.id,
  sessionId,
  apiKeyId: null,
  role,
  rolePermissions,
  scopes: null,
  assurance,
});

/** The person whose session the request came with. Its route is for people. */
export function caller(): { person: Person; organizationId: string; sessionId: string } {
  const { actor, accountId, sessionId, organizationId } = currentPrincipal();
  const person = { id: accountId as string, name: actor.name ?? '', email: actor.email ?? '' };
  return { person, organizationId, sessionId: sessionId as string };
}

/** @throws DaybookError `organization.not_found` for one the account is no member of, as for one that does not exist. */
export function membershipIn(
  memberships: readonly MembershipOfAccount[],
  organizationId: string,
): MembershipOfAccount {
  const found = memberships.find((membership) => membership.organizationId === organizationId);
  if (!found) throw notFound('organization');
  return found;
}

/** The organization asked for, else the first that the person joined. @throws DaybookError `organization.not_found` */
export function chooseMembership(
  memberships: readonly MembershipOfAccount[],
  organizationId: string | undefined,
): MembershipOfAccount {
  return membershipIn(memberships, organizationId ?? memberships[0]?.organizationId ?? '');
}
