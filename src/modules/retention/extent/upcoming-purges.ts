import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, utcDate } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { LogSnapshots, type LogSnapshot } from '../../audit/audit.snapshot';
import { HeldCounts } from '../../holds/holds.counts';
import { daysFor } from '../policy/days-for';
import { firstOpenDate, loadPolicy, type Query } from '../policy/load-policy';
import { datesBy } from '../preview/forecast';
import { stockOf } from '../preview/stock';
import type { UpcomingPurges } from '../retention.contract';
import { isRehoming, lets } from './next-purge';

const DAYS_AHEAD = 30;

/** What the next thirty days will purge under the policy in force: one look at the counts of as many partitions. */
@Injectable()
export class UpcomingPurgeList {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly heldCounts: HeldCounts,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<UpcomingPurges> {
    const { organizationId } = currentPrincipal();
    const held = await this.heldCounts.of(organizationId);
    const now = this.clock.now().getTime();
    const [today, until] = [now, now + DAYS_AHEAD * DAY_MS].map((at) => utcDate(new Date(at))) as [
      string,
      string,
    ];
    return this.snapshots.read(organizationId, async (log) => ({
      until,
      data: await upcoming(log, today, until),
      exact: held.count === 0 && !(await isRehoming(log)),
    }));
  }
}

async function upcoming(log: LogSnapshot, today: string, until: string): Promise<UpcomingPurges['data']> {
  const query: Query = async (sql, values) => (await log.client.query(sql, values as unknown[])).rows;
  const policy = await loadPolicy(query, log.organizationId);
  if (!lets(policy)) return [];
  const open = await firstOpenDate(query);
  const daysOf = daysFor(policy);
  const dateOf = datesBy(daysOf, { today, firstOpen: open > today ? open : today });
  const homes = log.allHomes.filter((date) => date <= until);
  const sums = new Map<string, number>();
  for (const lot of await stockOf(log, homes)) {
    const date = dateOf(lot);
    if (date > until || daysOf(lot.source, lot.category) === null) continue;
    sums.set(date, (sums.get(date) ?? 0) + lot.events);
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([expires_on, events]) => ({ expires_on, events }));
}
