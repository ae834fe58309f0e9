import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { anchorActions } from '../integrity.anchors.actions';
import { channelsOf } from './channels';
import { OUTSIDES } from './outsides';
import type { Outside } from './places/outside';
import { queryIn } from './query-in';

interface Judged {
  readonly organization_id: string;
  readonly silent_since: Date;
  readonly overdue: boolean;
}

/** Says once that nothing of a log has left for too long, and once that something does again. */
@Injectable()
export class AnchorAlarm {
  constructor(
    @Inject(OUTSIDES) private readonly outsides: readonly Outside[],
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'mail'>,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** How many alarms began or ended. */
  async run(batch: number, signal: AbortSignal): Promise<number> {
    let changed = 0;
    for (let last: string | null = null, more = true; more && !signal.aborted;) {
      const page = await this.#page(last, batch);
      for (const judged of page) if (!signal.aborted) changed += await this.#tell(judged);
      last = page.at(-1)?.organization_id ?? last;
      more = page.length === batch;
    }
    return changed;
  }

  #page(last: string | null, batch: number): Promise<Judged[]> {
    const [automatic, mail] = [this.outsides.length > 0, this.settings.mail.smtpUrl !== undefined];
    return this.dataSource.query('SELECT * FROM anchors_to_judge($1, $2, $3, $4, $5)', [
      this.clock.now(),
      automatic,
      mail,
      last,
      batch,
    ]);
  }

  /** Whoever has the row tells; who comes at the same time finds it told. */
  #tell({ organization_id: id, silent_since: since, overdue }: Judged): Promise<number> {
    const spec = anchorActions[overdue ? 'integrity.anchor_overdue' : 'integrity.anchor_recovered'];
    return this.unitOfWork.systemChanges(id, async (manager) => {
      const query = queryIn(manager);
      const [watch] = await query(
        'SELECT overdue_since FROM anchor_watches WHERE organization_id = $1 FOR UPDATE',
        [id],
      );
      if (!watch || (watch.overdue_since !== null) === overdue) return { result: 0, events: [] };
      const overdueSince = overdue ? this.clock.now() : null;
      await query('UPDATE anchor_watches SET overdue_since = $2 WHERE organization_id = $1', [
        id,
        overdueSince,
      ]);
      const failures = (await channelsOf(query, id))
        .filter((channel) => channel.failures > 0)
        .map(({ kind, place, failure }) => ({ kind, place, failure }));
      const details = { since: since.toISOString(), ...(overdue ? { failures } : {}) };
      return { result: 1, events: [{ spec, event: { details } }] };
    });
  }
}
