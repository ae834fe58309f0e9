import type { EntityManager } from 'typeorm';
import { notFound } from '../../../platform/errors/daybook-error';
import type { Calendar } from '../deadlines/business-days';

/** What support needs to know of an organization: its name and its calendar. */
export interface TenantFacts extends Calendar {
  readonly name: string;
}

/**
 * In a transaction that has entered it. `locked`: requests that are made at once get their numbers one after the other.
 * @throws DaybookError `organization.not_found`
 */
export async function tenantFacts(
  manager: EntityManager,
  organizationId: string,
  { locked = false } = {},
): Promise<TenantFacts> {
  const [row]: TenantFacts[] = await manager.query(
    `SELECT name, time_zone AS "timeZone", holidays FROM organizations WHERE id = $1${locked ? ' FOR NO KEY UPDATE' : ''}`,
    [organizationId],
  );
  if (!row) throw notFound('organization');
  return row;
}
