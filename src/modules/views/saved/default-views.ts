import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { findBuiltIn, PRODUCT_DEFAULT } from '../queries/built-in-views';
import { DefaultViewRow } from '../storage/saved-view.entity';
import type { SavedView } from '../views.contract';
import { SavedViewList } from './saved-view-list';
import { requireVisible, Viewers } from './viewers';

/** What each person's log opens with. */
@Injectable()
export class DefaultViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly viewers: Viewers,
    private readonly list: SavedViewList,
  ) {}

  /** Null goes back to what everybody's log opens with. @throws DaybookError `saved_view.not_found` */
  async choose(id: string | null): Promise<SavedView> {
    const { organizationId, accountId } = currentPrincipal();
    const wanted = id ?? PRODUCT_DEFAULT;
    await this.unitOfWork.change(async (manager) => {
      const { defaultId } = await this.viewers.current(manager);
      const [before, after] = [await nameOf(manager, defaultId), await nameOf(manager, wanted)];
      const key = { organizationId, accountId: accountId as string };
      if (id === null) await manager.delete(DefaultViewRow, key);
      else await manager.upsert(DefaultViewRow, { ...key, viewId: id }, ['organizationId', 'accountId']);
      return {
        result: undefined,
        event: {
          resource: { type: 'saved_view', id: wanted, name: after },
          changes: { before: { default: before }, after: { default: after } },
          details: { before: defaultId, after: wanted },
        },
      };
    });
    return this.list.show(wanted);
  }
}

const nameOf = async (manager: EntityManager, id: string): Promise<string> =>
  (findBuiltIn(id) ?? (await requireVisible(manager, id))).name;
