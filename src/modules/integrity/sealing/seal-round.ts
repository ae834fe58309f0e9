import { Injectable } from '@nestjs/common';
import { Log } from '../../../platform/log/log';
import { atOnce } from './at-once';
import { LogPreparation, type Prepared, type Refused } from './log-preparation';
import { LogRefusals } from './log-refusals';
import type { SealOptions } from './seal-options';
import { SealMemory } from './seal-memory';
import { TreeStore } from './tree-store';

/** Logs that are remembered by one fsync, and leaves that are held in memory until then. */
const MOST_TOGETHER = 200;
const MOST_LEAVES = 100_000;
/** Logs that are read or written at the same time: fewer than the connections of background work. */
const AT_ONCE = 3;

export interface Round {
  /** Events that were sealed. */
  readonly sealed: number;
  /** Logs that have more. */
  readonly again: readonly string[];
}

/** Seals some logs once each. What fails in one keeps no other waiting; nothing is written that was not remembered before. */
@Injectable()
export class SealRound {
  constructor(
    private readonly preparation: LogPreparation,
    private readonly memory: SealMemory,
    private readonly store: TreeStore,
    private readonly refusals: LogRefusals,
    private readonly log: Log,
  ) {}

  /** `fresh`: sign logs where nothing is new as well. @throws MemoryFault when nothing can be remembered */
  async run(
    organizationIds: readonly string[],
    options: SealOptions,
    deadline: AbortSignal,
    fresh: boolean,
  ): Promise<Round> {
    const round = { sealed: 0, again: [] as string[] };
    for (const queue = [...organizationIds]; queue.length > 0 && !deadline.aborted;) {
      const together = await this.#prepareSome(queue, options, deadline, fresh);
      await this.#finish(together, options, round);
    }
    return round;
  }

  /** Takes from the queue what is remembered together. */
  async #prepareSome(
    queue: string[],
    options: SealOptions,
    deadline: AbortSignal,
    fresh: boolean,
  ): Promise<readonly Prepared[]> {
    const together: Prepared[] = [];
    let leaves = 0;
    const prepare = async (organizationId: string): Promise<void> => {
      const prepared = await this.#prepared(organizationId, options, fresh);
      if (!prepared) return;
      together.push(prepared);
      leaves += prepared.leaves;
    };
    const room = (): boolean => together.length < MOST_TOGETHER && leaves < MOST_LEAVES && !deadline.aborted;
    await atOnce(queue, AT_ONCE, prepare, room);
    return together;
  }

  async #prepared(organizationId: string, options: SealOptions, fresh: boolean): Promise<Prepared | null> {
    const outcome = await this.#guarded(organizationId, () =>
      this.preparation.prepare(organizationId, options.batch, fresh),
    );
    options.onStep('prepared');
    if (!outcome || !isRefused(outcome)) return outcome ?? null;
    await this.#guarded(organizationId, () => this.refusals.refuse(outcome));
    return null;
  }

  async #finish(
    together: readonly Prepared[],
    options: SealOptions,
    round: { sealed: number; again: string[] },
  ): Promise<void> {
    await this.memory.remember(together.flatMap(({ remember }) => remember ?? []));
    options.onStep('remembered');
    await atOnce([...together], AT_ONCE, async ({ organizationId, extension, leaves, more }) => {
      const written = await this.#guarded(organizationId, () => this.store.extend(organizationId, extension));
      options.onStep('written');
      if (!written) return;
      round.sealed += leaves;
      if (more) round.again.push(organizationId);
    });
  }

  async #guarded<T>(organizationId: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.log.error({ error, organization_id: organizationId }, 'a log could not be sealed');
      return undefined;
    }
  }
}

const isRefused = (outcome: Prepared | Refused): outcome is Refused => 'refusal' in outcome;
