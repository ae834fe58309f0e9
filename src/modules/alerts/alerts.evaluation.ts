import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { Log } from '../../platform/log/log';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { OrganizationPass, SPANS } from './evaluation/organization-pass';

const DEFAULTS: HousekeepingOptions = { batch: 200, timeLimitMs: 30_000 };
/** Passes of one organization before the next has its turn. */
const MOST_PASSES = 20;

/** Holds what is new in the logs against the alert rules of their organizations. */
@Injectable()
export class AlertEvaluation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pass: OrganizationPass,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Safe to run beside another one. `batch`: organizations, those first that have waited longest. Returns how many events were
   * looked at; what fails in one organization keeps no other waiting, and is tried again.
   */
  async run(options: Partial<HousekeepingOptions> = {}): Promise<number> {
    const { batch, ...limits } = { ...DEFAULTS, ...options };
    const deadline = deadlineOf({ batch, ...limits });
    const due: { id: string }[] = await this.dataSource.query(
      'SELECT organizations_with_alerts_due($1, $2) AS id',
      [this.clock.now(), batch],
    );
    let count = 0;
    for (const { id } of due) {
      if (deadline.aborted) break;
      count += await this.#evaluate(id, deadline).catch((error: unknown) => {
        this.log.error({ error, organization_id: id }, 'alert rules could not be evaluated');
        return 0;
      });
    }
    return count;
  }

  async #evaluate(organizationId: string, deadline: AbortSignal): Promise<number> {
    let count = 0;
    for (let pass = 0; pass < MOST_PASSES && !deadline.aborted; pass++) {
      const advanced = await this.pass.run(organizationId);
      count += advanced;
      if (!SPANS.includes(advanced)) break;
    }
    return count;
  }
}
