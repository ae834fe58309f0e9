import { Injectable } from '@nestjs/common';
import { PurgeStore } from '../storage/purge-store';
import { Settling } from '../storage/settling';
import { countHeld } from './held-events';
import { countOf, joinRanges, type Range } from './ranges';

/** What of one organization goes with a date. */
export interface Inventory {
  readonly events: number;
  readonly firstOccurredAt: Date | null;
  readonly lastOccurredAt: Date | null;
  readonly ranges: readonly Range[];
}

export interface Settlement {
  readonly inventory: Inventory;
  readonly moved: number;
}

/** The first step of a purge: moves on what today's policy or a hold keeps, and takes stock of the rest. */
@Injectable()
export class Inventories {
  constructor(
    private readonly settling: Settling,
    private readonly store: PurgeStore,
  ) {}

  /** @throws the signal's reason when it is aborted; whatever was done is done again by the next run. */
  async take(
    organizationId: string,
    date: string,
    today: string,
    batch: number,
    signal: AbortSignal,
  ): Promise<Settlement> {
    const times: Date[] = [];
    let [after, examined, moved] = [0, 0, 0];
    for (let full = true; full;) {
      signal.throwIfAborted();
      const window = await this.settling.settle(
        { organizationId, date, after, size: batch, today },
        (query, { held }) => countHeld(query, organizationId, date, held),
      );
      after = window.lastSequence ?? after;
      examined += window.examined;
      moved += window.moved;
      if (window.firstOccurredAt && window.lastOccurredAt)
        times.push(window.firstOccurredAt, window.lastOccurredAt);
      full = window.examined === batch;
    }
    const ranges = joinRanges(await this.store.leaves(organizationId, date));
    const events = countOf(ranges);
    if (events !== examined - moved)
      throw new Error(`${date}: ${examined - moved} events are to go, and ${events} leaf hashes are kept`);
    if (events === 0) await this.settling.forgetEmptyHome(organizationId, date);
    return { moved, inventory: { events, ranges, ...spanOf(times) } };
  }
}

function spanOf(times: readonly Date[]): { firstOccurredAt: Date | null; lastOccurredAt: Date | null } {
  if (times.length === 0) return { firstOccurredAt: null, lastOccurredAt: null };
  const sorted = times.toSorted((a, b) => a.getTime() - b.getTime());
  return { firstOccurredAt: sorted[0] as Date, lastOccurredAt: sorted.at(-1) as Date };
}
