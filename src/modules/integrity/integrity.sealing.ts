import { Inject, Injectable } from '@nestjs/common';
import { Clock, MINUTE_MS } from '../../platform/clock/clock';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { alone, inTurn } from '../../platform/schedule/alone';
import { LogRefusals } from './sealing/log-refusals';
import { SealConditions } from './sealing/seal-conditions';
import { SEAL_DEFAULTS, SEALING_LOCK, type SealOptions } from './sealing/seal-options';
import { SealRound } from './sealing/seal-round';
import { TreeStore } from './sealing/tree-store';

/** A log where events keep coming is signed no more often than this. */
const BETWEEN_MS = 2_000;
const IDLE_MS = 60 * MINUTE_MS;
const PAGE = 500;

/**
 * Seals: takes the events of each log in the order of their numbers, lets its tree grow and signs a checkpoint. One process at a time in the
 * whole installation; restartable anywhere; appends never wait for it (F20). ADR 25 says how.
 */
@Injectable()
export class Sealing {
  /** Where the last run had to stop in the list of logs. */
  #cursor: string | null = null;
  #lookedOverAt = -Infinity;

  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly conditions: SealConditions,
    private readonly refusals: LogRefusals,
    private readonly store: TreeStore,
    private readonly round: SealRound,
    private readonly clock: Clock,
  ) {}

  /** Every log that is due, then those again that have more, until the time is up. Returns how many events were sealed. */
  async run(given: Partial<SealOptions> = {}): Promise<number> {
    const options = { ...SEAL_DEFAULTS, ...given };
    const timeout = AbortSignal.timeout(options.timeLimitMs);
    const deadline = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    const sealed = await alone(this.pool, SEALING_LOCK, () =>
      this.conditions.whenMet(async () => {
        await this.#lookOver(deadline);
        return this.#sealDue(options, deadline);
      }),
    );
    return sealed ?? 0;
  }

  /** One log, now and entirely; nothing when it is sealed already, or cannot be. */
  async seal(organizationId: string, given: Partial<SealOptions> = {}): Promise<void> {
    const options = { ...SEAL_DEFAULTS, ...given };
    const never = new AbortController().signal;
    await inTurn(this.pool, SEALING_LOCK, () =>
      this.conditions.whenMet(async () => {
        for (let again: readonly string[] = [organizationId]; again.length > 0;)
          ({ again } = await this.round.run(again, options, never, false));
      }),
    );
  }

  async #lookOver(deadline: AbortSignal): Promise<void> {
    const now = this.clock.now().getTime();
    if (Math.abs(now - this.#lookedOverAt) < MINUTE_MS) return;
    await this.refusals.lookOver(deadline);
    this.#lookedOverAt = now;
  }

  async #sealDue(options: SealOptions, deadline: AbortSignal): Promise<number> {
    let sealed = 0;
    const waiting: string[] = [];
    for (let page = await this.#page(); page.length > 0 && !deadline.aborted; page = await this.#page()) {
      const round = await this.round.run(page, options, deadline, true);
      sealed += round.sealed;
      waiting.push(...round.again);
      if (deadline.aborted) return sealed;
      this.#cursor = page.at(-1) ?? null;
      if (page.length < PAGE) break;
    }
    this.#cursor = null;
    for (let again: readonly string[] = waiting; again.length > 0 && !deadline.aborted;) {
      const round = await this.round.run(again, options, deadline, false);
      sealed += round.sealed;
      again = round.again;
    }
    return sealed;
  }

  #page(): Promise<string[]> {
    const now = this.clock.now().getTime();
    const ago = (ms: number): Date => new Date(now - ms);
    const due = { due: ago(BETWEEN_MS), idle: ago(IDLE_MS), again: ago(MINUTE_MS) };
    return this.store.due(due, this.#cursor, PAGE);
  }
}
