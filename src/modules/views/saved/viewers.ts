import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { findBuiltIn, PRODUCT_DEFAULT } from '../queries/built-in-views';
import type { Viewing } from '../queries/resolve-range';
import { DefaultViewRow, SavedViewRow } from '../storage/saved-view.entity';

/** Whoever looks at views: what they see of them depends on it. */
export interface Viewer extends Viewing {
  readonly defaultId: string;
}

/** Who asks, in a transaction that has entered their organization. */
@Injectable()
export class Viewers {
  constructor(private readonly clock: Clock) {}

  /** `zone` is theirs, where they say so; else it is the organization's. */
  async current(manager: EntityManager, zone?: string): Promise<Viewer> {
    return {
      now: this.clock.now(),
      zone: zone ?? (await zoneOfOrganization(manager)),
      defaultId: await defaultIdOf(manager),
    };
  }
}

async function zoneOfOrganization(manager: EntityManager): Promise<string> {
  const rows: { time_zone: string }[] = await manager.query(
    'SELECT time_zone FROM organizations WHERE id = $1',
    [currentPrincipal().organizationId],
  );
  return rows[0]?.time_zone ?? 'UTC';
}

/** What was chosen may be gone since, or shared no more. */
async function defaultIdOf(manager: EntityManager): Promise<string> {
  const { organizationId, accountId } = currentPrincipal();
  if (accountId === null) return PRODUCT_DEFAULT;
  const chosen = await manager.findOneBy(DefaultViewRow, { organizationId, accountId });
  if (!chosen) return PRODUCT_DEFAULT;
  const known = findBuiltIn(chosen.viewId) ?? (await findVisible(manager, chosen.viewId));
  return known?.id ?? PRODUCT_DEFAULT;
}

/** Own and shared ones, by name. */
export function visibleRows(manager: EntityManager): Promise<SavedViewRow[]> {
  const { organizationId, accountId } = currentPrincipal();
  return manager
    .createQueryBuilder(SavedViewRow, 'v')
    .where('v.organization_id = :organizationId AND (v.shared OR v.owner_id = :accountId)', {
      organizationId,
      accountId,
    })
    .orderBy('lower(v.name)')
    .addOrderBy('v.id')
    .getMany();
}

/** Null for what is somebody else's and not shared, as for what does not exist. */
async function findVisible(manager: EntityManager, id: string): Promise<SavedViewRow | null> {
  const { organizationId, accountId } = currentPrincipal();
  const row = isUUID(id) ? await manager.findOneBy(SavedViewRow, { organizationId, id }) : null;
  return row && (row.shared || row.ownerId === accountId) ? row : null;
}

/** @throws DaybookError `saved_view.not_found` */
export async function requireVisible(manager: EntityManager, id: string): Promise<SavedViewRow> {
  const row = await findVisible(manager, id);
  if (!row) throw notFound('saved view');
  return row;
}
