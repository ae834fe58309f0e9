import { OPERATOR_ROLE } from '../organizations/organizations.membership';
import { PLATFORM_NAME } from '../organizations/organizations.platform';
import type { Actor, Principal } from '../../platform/context/request-record';
import type { DaybookError } from '../../platform/errors/daybook-error';

/** What a credential turned out to be: whose it is and, when it is no longer good, why. */
export interface Authentication {
  readonly principal: Principal;
  readonly refusal: DaybookError | null;
  /** Of a session that is to go on under a new token: the present one, hashed. */
  readonly staleTokenHash?: Buffer;
}

/** A person as the actor of an event. */
export function userActor(person: { id: string; name: string; email: string }, role: string | null): Actor {
  return { type: 'user', id: person.id, name: person.name, email: person.email, role };
}

/** An operator as the actor of an event, in the platform's log as in a tenant's: one of us, not one of theirs. */
export function supportActor(person: { id: string; name: string; email: string }): Actor {
  return { ...userActor(person, OPERATOR_ROLE), type: 'support', on_behalf_of: PLATFORM_NAME };
}
