import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { alone } from '../../platform/schedule/alone';
import type { HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { deadlineOf } from '../../platform/schedule/housekeeping';
import { AnchorRounds } from './anchors/anchor-rounds';
import { succeeded } from './anchors/channels';
import type { Query } from './integrity.query';

const DEFAULTS: HousekeepingOptions = { batch: 100, timeLimitMs: 10 * 60_000 };
/** Exports go when somebody asks. */
const NOT_BY_THE_CLOCK = new Date('9999-01-01T00:00:00Z');

/** Takes checkpoints out of the installation, and says when that fails (A21–A23). */
@Injectable()
export class Anchors {
  constructor(
    private readonly rounds: AnchorRounds,
    private readonly clock: Clock,
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
  ) {}

  /** One round over all logs that are due, by one process at a time; how many checkpoints arrived, and alarms changed. */
  async run(given: Partial<HousekeepingOptions> = {}): Promise<number> {
    const options = { ...DEFAULTS, ...given };
    const signal = deadlineOf(options);
    return (await alone(this.pool, 'anchors', () => this.rounds.run(options.batch, signal))) ?? 0;
  }

  /**
   * That an export carries the checkpoint of so many events, in the export's own transaction. It is shown among the anchors and keeps the checkpoint
   * from being thinned out; it ends no alarm, for nobody knows whether it was fetched. Nothing happens if there is no such checkpoint.
   */
  async exported(query: Query, organizationId: string, size: number): Promise<void> {
    const [row] = await query(SIGNED, [organizationId, size]);
    if (!row) return;
    const { epoch, signed_at: signedAt } = row as { epoch: number; signed_at: Date };
    await succeeded(query, organizationId, EXPORT, {
      checkpoint: { size, epoch, signedAt },
      receipt: 'in an export',
      at: this.clock.now(),
      dueAt: NOT_BY_THE_CLOCK,
    });
  }
}

const EXPORT = { kind: 'export', place: '' } as const;
const SIGNED = `SELECT c.epoch, c.signed_at FROM checkpoints c WHERE c.organization_id = $1 AND c.size = $2
   AND c.epoch = (SELECT t.epoch FROM trees t WHERE t.organization_id = $1) ORDER BY c.signed_at DESC LIMIT 1`;
