import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { conflict, forbidden } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { requirePermission } from '../../members/members.access';
import { holds } from '../../organizations/organizations.permissions';
import { lockStanding, type Standing } from '../../members/members.standing';
import type { NewViewDto, ViewPatchDto } from '../http/saved-view.dto';
import { checkedQuery } from '../queries/check-query';
import { DefaultViewRow, SavedViewRow } from '../storage/saved-view.entity';
import type { SavedView } from '../views.contract';
import { SavedViewList } from './saved-view-list';
import { viewChanges } from './view-changes';
import { requireName, requireRoom } from './view-limits';
import { requireVisible } from './viewers';

/** Saving, changing and deleting views. Changes in one organization wait for each other. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly list: SavedViewList,
    private readonly clock: Clock,
  ) {}

  async create(dto: NewViewDto): Promise<SavedView> {
    const now = this.clock.now();
    const { name } = dto;
    const [shared, query] = [dto.shared ?? false, checkedQuery(dto.query, now)];
    const { organizationId, accountId } = currentPrincipal();
    const times = { createdAt: now, updatedAt: now };
    const owner = { organizationId, ownerId: accountId as string };
    const row = { ...owner, id: uuidv7(), name, shared, query, version: 1, ...times };
    await this.unitOfWork.change(async (manager) => {
      await reader(manager);
      await requireRoom(manager, organizationId);
      await requireName(manager, row);
      await manager.insert(SavedViewRow, row);
      return {
        result: undefined,
        event: { resource: referTo(row), changes: { before: null, after: { name, shared, query } } },
      };
    });
    return this.list.show(row.id);
  }

  /** @throws DaybookError `saved_view.changed` when `version` is given and no longer the view's. */
  async update(id: string, { version, query, ...patch }: ViewPatchDto): Promise<SavedView> {
    const now = this.clock.now();
    const checked = query && checkedQuery(query, now);
    await this.unitOfWork.change(async (manager) => {
      const before = await this.#changeable(manager, id);
      if ((version ?? before.version) !== before.version)
        throw conflict(
          'saved_view.changed',
          'Somebody has changed this view since you read it. Read it again.',
        );
      const { organizationId, ...rest } = before;
      const fields = {
        name: patch.name ?? rest.name,
        shared: patch.shared ?? rest.shared,
        query: checked ?? rest.query,
      };
      await requireName(manager, { organizationId, ownerId: rest.ownerId, id, name: fields.name });
      const moved = { ...fields, version: rest.version + 1, updatedAt: now };
      await manager.update(SavedViewRow, { organizationId, id }, moved);
      return {
        result: undefined,
        event: { resource: referTo({ id, ...fields }), ...viewChanges(rest, fields) },
      };
    });
    return this.list.show(id);
  }

  delete(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const row = await this.#changeable(manager, id);
      const { organizationId, name, shared, query } = row;
      await manager.delete(DefaultViewRow, { organizationId, viewId: id });
      await manager.delete(SavedViewRow, { organizationId, id });
      return {
        result: undefined,
        event: { resource: referTo(row), changes: { before: { name, shared, query }, after: null } },
      };
    });
  }

  /** Its owner changes a view; a shared one also whoever manages the settings. */
  async #changeable(manager: EntityManager, id: string): Promise<SavedViewRow> {
    const standing = await reader(manager);
    const row = await requireVisible(manager, id);
    if (row.ownerId === standing.accountId || holds(standing, 'settings:manage')) return row;
    throw forbidden(
      'saved_view.not_own',
      'Only who saved this view, or somebody with the permission settings:manage, changes or deletes it. Save one of your own.',
    );
  }
}

async function reader(manager: EntityManager): Promise<Standing> {
  const standing = await lockStanding(manager);
  requirePermission(standing, 'audit:read');
  return standing;
}

const referTo = ({ id, name }: Pick<SavedViewRow, 'id' | 'name'>) => ({ type: 'saved_view', id, name });
