import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { newestFirst, type PageQueryDto, type Slice } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { LogSnapshots } from '../../audit/audit.snapshot';
import type { CheckpointPage, NewestCheckpoint, VerifierKeyList } from '../integrity.contract';
import { checkpointsBeside, latestCheckpoint, type Place } from '../storage/checkpoint-store';
import { originOf, toView } from './checkpoint-view';
import { noCheckpoint } from './not-sealed';
import { queryOf } from './query-of';
import { VerifierKeys } from './verifier-keys';

/** What was signed of the log of whoever asks, and by which keys. */
@Injectable()
export class CheckpointList {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly keys: VerifierKeys,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  /** @throws DaybookError `checkpoint.not_found` */
  async newest(): Promise<NewestCheckpoint> {
    const { organizationId } = currentPrincipal();
    const found = await this.snapshots.read(organizationId, ({ client }) =>
      latestCheckpoint(queryOf(client), organizationId),
    );
    if (!found) throw noCheckpoint();
    return { ...toView(found), vkeys: this.keys.of(originOf(found)) };
  }

  /** All that are kept, of earlier epochs too. */
  async page(page: PageQueryDto): Promise<CheckpointPage> {
    const { organizationId } = currentPrincipal();
    const scope = `checkpoints ${organizationId}`;
    const { rows, ...cursors } = await newestFirst(page, this.settings.secret, scope, (slice) =>
      this.#fetch(organizationId, slice),
    );
    return { data: rows.map(toView), ...cursors };
  }

  /** @throws DaybookError `checkpoint.not_found`: before the first one the log has no name. */
  async verifierKeys(): Promise<VerifierKeyList> {
    const { origin } = await this.newest();
    return { origin, data: this.keys.all(origin), next_cursor: null, prev_cursor: null };
  }

  async #fetch(organizationId: string, { id, order, take }: Slice) {
    const beside = id ? placeOf(id.value as string) : null;
    const found = await this.snapshots.read(organizationId, ({ client }) =>
      checkpointsBeside(queryOf(client), organizationId, beside, order, take),
    );
    return found.map((row) => ({ ...row, id: `${row.epoch} ${row.size} ${row.signedAt.toISOString()}` }));
  }
}

function placeOf(id: string): Place {
  const [epoch, size, signedAt] = id.split(' ');
  return { epoch: Number(epoch), size: Number(size), signedAt: new Date(String(signedAt)) };
}
