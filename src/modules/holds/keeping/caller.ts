import { currentPrincipal } from '../../../platform/context/request-context';
import type { ApprovalPerson } from '../../approvals/approvals.contract';

/** Whoever sends the request: a person, as the routes insist. */
export function caller(): ApprovalPerson {
  const { accountId, actor } = currentPrincipal();
  return { id: accountId as string, name: actor.name, email: actor.email };
}
