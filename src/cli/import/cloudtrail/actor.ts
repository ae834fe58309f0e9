import { anonymous, type Actor } from '../../../platform/context/request-record';
import { clipped, textOf, type UserIdentity } from './record';

const MOST_ID = 512;
const MOST_ROLE = 128;

/**
 * Who did it. A user goes by ARN (else principal id) and user name; an assumed role by its ARN, as `role/session`, with the
 * role as `role`. AWS services, and identities that say nothing but `invokedBy`, are the system.
 */
export function actorOf(userIdentity: UserIdentity | null | undefined): Actor {
  const identity = userIdentity ?? {};
  const [type, service] = [textOf(identity.type), textOf(identity.invokedBy)];
  if (type === 'AWSService' || (type === null && service !== null)) return system(service ?? 'aws');
  const id = textOf(identity.arn) ?? textOf(identity.principalId) ?? textOf(identity.accountId);
  if (id === null || id === 'ANONYMOUS_PRINCIPAL') return anonymous;
  const role = type === 'AssumedRole' ? roleOf(identity) : null;
  return {
    type: 'user',
    id: clipped(id, MOST_ID),
    name: clipped(nameOf(identity, role) ?? id, MOST_ID),
    email: null,
    role: role && clipped(role, MOST_ROLE),
  };
}

const system = (service: string): Actor => ({
  type: 'system',
  id: clipped(service, MOST_ID),
  name: clipped(service, MOST_ID),
  email: null,
  role: null,
});

/** `arn:aws:sts::123:assumed-role/deployer/session-7` → `deployer`. */
const roleOf = ({ sessionContext, arn }: UserIdentity): string | null =>
  textOf(sessionContext?.sessionIssuer?.userName) ??
  /:assumed-role\/([^/]+)\//.exec(textOf(arn) ?? '')?.[1] ??
  null;

function nameOf(
  { type, userName, principalId, accountId }: UserIdentity,
  role: string | null,
): string | null {
  const session = /:(.+)$/.exec(textOf(principalId) ?? '')?.[1];
  if (role !== null) return session === undefined ? role : `${role}/${session}`;
  return (
    textOf(userName) ??
    (type === 'Root' ? `root of ${textOf(accountId) ?? 'the account'}` : null) ??
    session ??
    null
  );
}
