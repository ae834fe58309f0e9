import { Injectable } from '@nestjs/common';
import { OpenAlerts } from '../../alerts/alerts.inbox';
import { LogSnapshots, type LogSnapshot } from '../../audit/audit.snapshot';
import { FAILED_SIGN_INS, PERMISSION_CHANGES } from '../../audit/audit.watched';
import type { NamedCount, ReviewFigures as Figures } from '../reviews.contract';
import type { Period } from '../subscriptions/schedule';
import { isOf, kindCounts, sumOf, type KindCount } from './kind-counts';
import { bulkChanges, newActions, newAddresses } from './new-things';

const DELETIONS = { operation: ['delete'] };
const EXPORTS = { action: ['export.requested', 'access_review.exported'] };
const MOST_ACTIONS = 20;

/** What a week's log comes to, compared with the week before (S4-28). */
@Injectable()
export class ReviewFigures {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly alerts: OpenAlerts,
  ) {}

  async of(organizationId: string, period: Period, timeZone: string): Promise<Figures> {
    const figures = await this.snapshots.read(organizationId, (log) => figuresOf(log, period));
    return {
      period: { from: period.from.toISOString(), to: period.to.toISOString(), time_zone: timeZone },
      ...figures,
      open_alerts: await this.alerts.count(organizationId),
    };
  }
}

async function figuresOf(log: LogSnapshot, period: Period): Promise<Omit<Figures, 'period' | 'open_alerts'>> {
  const kinds = await kindCounts(log, period);
  const actions = await newActions(log, period, kinds);
  const bulk = await bulkChanges(log, period);
  return {
    events: sumOf(kinds),
    outcomes: by(kinds, 'outcome'),
    sources: by(kinds, 'source'),
    new_actions: { count: actions.length, actions: actions.slice(0, MOST_ACTIONS) },
    new_addresses: await newAddresses(log, period),
    failed_sign_ins: sumOf(kinds.filter(isOf(FAILED_SIGN_INS))),
    permission_changes: sumOf(kinds.filter(isOf(PERMISSION_CHANGES))),
    deletions: sumOf([...kinds.filter(isOf(DELETIONS)), bulk]),
    exports: sumOf(kinds.filter(isOf(EXPORTS))),
  };
}

/** The most frequent first. */
function by(kinds: readonly KindCount[], field: 'outcome' | 'source'): NamedCount[] {
  const names = [...new Set(kinds.map((kind) => kind[field]))];
  const counts = names.map((name) => ({ name, ...sumOf(kinds.filter((kind) => kind[field] === name)) }));
  return counts.sort((a, b) => b.count - a.count || b.before - a.before || (a.name < b.name ? -1 : 1));
}
