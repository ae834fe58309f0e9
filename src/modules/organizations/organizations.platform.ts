import type { EntityManager } from 'typeorm';
import { PLATFORM_LOG_ID } from '../../platform/database/tenant';
import { newOrganization, Organization } from './storage/organization.entity';

/** What the platform's own log is called where organizations have a name. */
export const PLATFORM_NAME = 'Daybook platform';

/**
 * Gives the platform's log the row that sessions and memberships refer to, unless it has one: for operators it is what an
 * organization is for others. In a transaction that has entered it.
 */
export async function ensurePlatform(manager: EntityManager, now: Date): Promise<void> {
  const row = newOrganization(PLATFORM_LOG_ID, PLATFORM_NAME, now);
  await manager.createQueryBuilder().insert().into(Organization).values(row).orIgnore().execute();
}
