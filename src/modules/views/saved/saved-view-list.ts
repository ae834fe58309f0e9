import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { BUILT_IN_VIEWS, findBuiltIn } from '../queries/built-in-views';
import type { SavedViewRow } from '../storage/saved-view.entity';
import type { SavedView, SavedViewList as ListView } from '../views.contract';
import { builtInView, savedView } from './view-presenter';
import { requireVisible, Viewers, visibleRows, type Viewer } from './viewers';

/** The views that somebody may open: built in, their own, and shared ones. */
@Injectable()
export class SavedViewList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly viewers: Viewers,
    private readonly accounts: Accounts,
    private readonly recorder: AuditRecorder,
  ) {}

  /** All of them: they are few. */
  async all(zone?: string): Promise<ListView> {
    const { rows, viewer } = await this.unitOfWork.run(
      currentPrincipal().organizationId,
      async (manager) => ({
        rows: await visibleRows(manager),
        viewer: await this.viewers.current(manager, zone),
      }),
    );
    const builtIn = BUILT_IN_VIEWS.map((view) => builtInView(view, viewer));
    return {
      data: [...builtIn, ...(await this.#present(rows, viewer))],
      next_cursor: null,
      prev_cursor: null,
    };
  }

  /** @throws DaybookError `saved_view.not_found` */
  async one(id: string, zone?: string): Promise<SavedView> {
    const view = await this.show(id, zone);
    this.recorder.describe({ resource: { type: 'saved_view', id: view.id, name: view.name } });
    return view;
  }

  /** The same, for those whose event says something else. */
  async show(id: string, zone?: string): Promise<SavedView> {
    const { organizationId } = currentPrincipal();
    const builtIn = findBuiltIn(id);
    const { row, viewer } = await this.unitOfWork.run(organizationId, async (manager) => ({
      row: builtIn ? null : await requireVisible(manager, id),
      viewer: await this.viewers.current(manager, zone),
    }));
    if (builtIn) return builtInView(builtIn, viewer);
    const [view] = await this.#present(row ? [row] : [], viewer);
    return view as SavedView;
  }

  async #present(rows: readonly SavedViewRow[], viewer: Viewer): Promise<SavedView[]> {
    const owners = await this.accounts.people([...new Set(rows.map(({ ownerId }) => ownerId))]);
    return rows.map((row) => savedView(row, viewer, owners.get(row.ownerId)?.name ?? ''));
  }
}
