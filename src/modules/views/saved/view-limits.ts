import type { EntityManager } from 'typeorm';
import { conflict } from '../../../platform/errors/daybook-error';
import { SavedViewRow } from '../storage/saved-view.entity';

const MOST_VIEWS = 200;

/** What people who left had for themselves does not count. @throws DaybookError `saved_view.too_many` */
export async function requireRoom(manager: EntityManager, organizationId: string): Promise<void> {
  const rows: { views: number }[] = await manager.query(
    `SELECT count(*)::int AS views FROM saved_views v
      WHERE v.organization_id = $1 AND (v.shared OR EXISTS (
        SELECT FROM members m WHERE m.organization_id = v.organization_id AND m.account_id = v.owner_id))`,
    [organizationId],
  );
  if ((rows[0]?.views ?? 0) >= MOST_VIEWS)
    throw conflict(
      'saved_view.too_many',
      `An organization has at most ${MOST_VIEWS} saved views. Delete one that is not needed any more.`,
    );
}

/** @throws DaybookError `saved_view.name_taken` by another view of the same owner. */
export async function requireName(
  manager: EntityManager,
  { organizationId, ownerId, id, name }: Pick<SavedViewRow, 'organizationId' | 'ownerId' | 'id' | 'name'>,
): Promise<void> {
  const same = await manager
    .createQueryBuilder(SavedViewRow, 'v')
    .where('v.organization_id = :organizationId AND v.owner_id = :ownerId AND v.id <> :id', {
      organizationId,
      ownerId,
      id,
    })
    .andWhere('lower(v.name) = lower(:name)', { name })
    .getExists();
  if (same) throw conflict('saved_view.name_taken', 'There is a view of this name already.');
}
