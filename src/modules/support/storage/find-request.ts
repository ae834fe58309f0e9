import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { holds, type Holder } from '../../organizations/organizations.permissions';
import { SupportGrant } from './support-grant.entity';
import { SupportRequest } from './support-request.entity';

/** Whoever may approve grants; they see all requests of their organization. */
export const GRANT = 'support:grant';

/**
 * Locks a request until the transaction ends, which has entered its organization. The organization comes first, as in
 * `lockStanding()`: whoever waits for it holds no request.
 * @throws DaybookError `support_request.not_found`
 */
export async function lockRequest(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<Row<SupportRequest>> {
  await manager.query('SELECT id FROM organizations WHERE id = $1 FOR KEY SHARE', [organizationId]);
  const where = { organizationId, id };
  const request = await manager.findOne(SupportRequest, { where, lock: { mode: 'pessimistic_write' } });
  if (!request) throw notFound('support request');
  return request;
}

/** One that the caller may see, locked: their own, or any for who may approve. @throws DaybookError `support_request.not_found` */
export async function lockVisible(manager: EntityManager, id: string): Promise<Row<SupportRequest>> {
  const principal = currentPrincipal();
  const request = await lockRequest(manager, principal.organizationId, id);
  return requireVisible(request, principal);
}

/** Those of others are as absent as those that never were. */
export function requireVisible(
  request: Row<SupportRequest> | null,
  principal: Holder & { accountId: string | null },
): Row<SupportRequest> {
  const own = request?.origin === 'customer' && request.requestedBy.id === principal.accountId;
  if (!request || !(own || holds(principal, GRANT))) throw notFound('support request');
  return request;
}

/** @throws DaybookError `support_request.closed` */
export function requireNotClosed({ closedAt }: Row<SupportRequest>): void {
  if (closedAt !== null)
    throw conflict('support_request.closed', 'This request is closed. Its organization can open it again.');
}

/** The newest proposal of a request whose row is locked: nobody else changes it meanwhile. */
export const newestGrant = (
  manager: EntityManager,
  { organizationId, id: requestId }: Row<SupportRequest>,
): Promise<Row<SupportGrant> | null> =>
  manager.findOne(SupportGrant, { where: { organizationId, requestId }, order: { id: 'DESC' } });

export const referTo = ({ id, number }: Pick<SupportRequest, 'id' | 'number'>) => ({
  type: 'support_request',
  id,
  name: `support request ${number}`,
});
