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
