import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { sqlState } from '../../../platform/database/database-fault';
import { PurgeStore, type DropResult } from '../storage/purge-store';
import { Archives } from '../archive/archives';
import { forgetUnusedActors } from './forget-actors';
import { forgetCounts } from './forget-counts';
import { Inventories } from './inventory';
import { PurgeRecords } from './purge-records';

const LOCK_NOT_AVAILABLE = '55P03';
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const MOST_ROUNDS = 20;

export type PurgeStep =
  'reset' | 'settled' | 'announced' | 'archived' | 'dropped' | 'forgotten' | 'completed';

export interface DatePurgeOptions {
  readonly today: string;
  readonly batch: number;
  readonly signal: AbortSignal;
  /** Called after each step and awaited: tests stop a purge here, or change the world meanwhile. */
  readonly onStep: (step: PurgeStep, date: string, organizationId?: string) => void | Promise<void>;
}

export interface DatePurged {
  readonly events: number;
  readonly moved: number;
  readonly organizations: number;
}

/**
 * Purges one date, in steps that a crash may come between: any of them is done again by the next run, and nothing is
 * dropped that was not announced, nor anything that is not exactly as it was when stock was taken.
 */
@Injectable()
export class DatePurge {
  constructor(
    private readonly store: PurgeStore,
    private readonly inventories: Inventories,
    private readonly records: PurgeRecords,
    private readonly archives: Archives,
  ) {}

  async run(date: string, options: DatePurgeOptions): Promise<DatePurged> {
    let moved = 0;
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const taken = await this.#takeStock(date, options);
      moved += taken.moved;
      if (taken.moved > 0 || !(await this.#archive(date, taken.going, options))) continue;
      const dropped = await this.#drop(date, taken.fingerprint, options.signal);
      if (dropped === 'changed') continue;
      await options.onStep('dropped', date);
      for (const organizationId of taken.going.keys()) await this.finish(organizationId, date, options);
      return { events: taken.events, moved, organizations: taken.going.size };
    }
    throw new Error(`the purge of ${date} was overtaken by changes ${MOST_ROUNDS} times`);
  }

  /** After the drop: its counts and identities that have no event any more go too, and the completing event says what went. */
  async finish(
    organizationId: string,
    date: string,
    { batch, signal, onStep }: DatePurgeOptions,
  ): Promise<void> {
    await forgetCounts(this.store, organizationId, date, batch, signal);
    await forgetUnusedActors(this.store, organizationId, batch, signal);
    await onStep('forgotten', date, organizationId);
    await this.records.complete(organizationId, date);
    await onStep('completed', date, organizationId);
  }

  /** Rows that moved change the fingerprint; stock is taken again until it stands still. */
  async #takeStock(
    date: string,
    options: DatePurgeOptions,
  ): Promise<{ fingerprint: string; going: Map<string, number>; events: number; moved: number }> {
    const { today, batch, signal, onStep } = options;
    const organizations = await this.store.organizations(date);
    for (const organizationId of organizations) await this.store.reset(organizationId, date);
    await onStep('reset', date);
    const fingerprint = await this.store.fingerprint(date);
    const going = new Map<string, number>();
    let [events, moved] = [0, 0];
    for (const organizationId of organizations) {
      const settlement = await this.inventories.take(organizationId, date, today, batch, signal);
      await onStep('settled', date, organizationId);
      await this.records.announce(organizationId, date, settlement.inventory);
      await onStep('announced', date, organizationId);
      going.set(organizationId, settlement.inventory.events);
      events += settlement.inventory.events;
      moved += settlement.moved;
    }
    return { fingerprint, going, events, moved };
  }

  /** What goes is written to files where a policy says so; false when there was not what stock had been taken of. */
  async #archive(
    date: string,
    going: ReadonlyMap<string, number>,
    { signal, onStep }: DatePurgeOptions,
  ): Promise<boolean> {
    for (const [organizationId, events] of going) {
      if (!(await this.archives.keep(organizationId, date, events, signal))) return false;
      await onStep('archived', date, organizationId);
    }
    return true;
  }

  /** Waits 100 ms at most for the table, then lets everybody pass before it tries again. */
  async #drop(date: string, fingerprint: string, signal: AbortSignal): Promise<DropResult> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await this.store.drop(date, fingerprint);
      } catch (error) {
        if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
      }
      await delay(pause, undefined, { signal });
    }
  }
}
