import { Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../platform/clock/clock';
import { PURGE_DEFAULTS } from './retention.purger';
import { PurgeStore } from './storage/purge-store';

/** Whether purges stand still, because more dates have expired than one run may take: the clock may have jumped (F10). */
@Injectable()
export class OverdueDates {
  constructor(
    private readonly store: PurgeStore,
    private readonly clock: Clock,
  ) {}

  /** How many dates wait for an operator's word; 0 while purges go on by themselves. */
  async waiting(): Promise<number> {
    const due = await this.store.dates(utcDate(this.clock.now()));
    const fresh = due.filter(({ begun }) => !begun).length;
    return fresh > PURGE_DEFAULTS.mostDates ? fresh : 0;
  }
}
