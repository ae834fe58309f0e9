import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto, type Slice } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { Page } from '../../audit/audit.contract';
import type { ArchiveView } from '../retention.contract';
import { toArchiveView, type ArchiveRow } from './archive-row';
import { ArchiveStore } from './archive-store';

/** The archives of the organization that the caller is bound to, the latest date first. */
@Injectable()
export class ArchiveList {
  constructor(
    private readonly store: ArchiveStore,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  async page(query: PageQueryDto): Promise<Page<ArchiveView>> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `archives/${organizationId}`,
      (slice) => this.#fetch(organizationId, slice),
    );
    return { data: rows.map(toArchiveView), ...cursors };
  }

  #fetch(organizationId: string, { id, order, take }: Slice): Promise<ArchiveRow[]> {
    const edge = id ? { sql: `a.expires_on ${order === 'ASC' ? '>' : '<'} $2::date`, value: id.value } : null;
    return this.store.page(organizationId, { edge, order, take });
  }
}
