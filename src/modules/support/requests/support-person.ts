import { currentPrincipal } from '../../../platform/context/request-context';
import type { SupportPerson } from '../support.contract';

/** Whoever sends the request, as they are kept: their route is for persons. */
export function askingPerson(): SupportPerson {
  const { actor, accountId } = currentPrincipal();
  const type = actor.type === 'support' ? 'support' : 'user';
  return { type, id: accountId as string, name: actor.name, email: actor.email };
}
