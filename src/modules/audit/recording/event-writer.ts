import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, utcDate } from '../../../platform/clock/clock';
import { WRITE_POOL } from '../../../platform/database/database.tokens';
import { databaseFault, isRetryable, sqlState } from '../../../platform/database/database-fault';
import type { DatabasePool } from '../../../platform/database/pools';
import { ExpiryRule } from '../audit.expiry';
import type { AppendResult, NewEvent } from '../audit.event';
import { EventFlags } from '../flags/event-flags';
import { EventPartitions } from '../storage/partitions';
import { appendEvents } from './append';
import type { PreparedEvent } from './event-wire';
import { Lane, type Append } from './lane';
import { prepare } from './prepare';
import { alreadyExpired, AtomicRefusal, bisect, notStored, rejectionOf } from './refusals';

const NO_PARTITION = ['DY001', '23514'];
const TRIES = 4;

/** The group-commit writer: one lane an organization, each caller answered after its commit. */
@Injectable()
export class EventWriter implements OnApplicationShutdown {
  readonly #lanes = new Map<string, Lane>();

  constructor(
    @Inject(WRITE_POOL) private readonly pool: DatabasePool,
    private readonly partitions: EventPartitions,
    private readonly expiry: ExpiryRule,
    private readonly clock: Clock,
    private readonly flags: EventFlags,
  ) {}

  /**
   * Resolves when the events are durable. Ids are distinct within one call. With `atomic`, either all are stored (or were
   * already) or none is. @throws DaybookError 503 kinds when the log cannot be written; then nothing was acknowledged.
   */
  async write(organizationId: string, events: readonly NewEvent[], atomic = false): Promise<AppendResult[]> {
    const expiresOn = await this.expiry.of(organizationId);
    const today = utcDate(this.clock.now());
    const prepared = events.map((event) => prepare(this.flags.placed(event), expiresOn));
    const alive = prepared.filter((event) => event.expiresOn >= today);
    if (alive.length === prepared.length) return this.#lane(organizationId).add(prepared, atomic);
    const results =
      alive.length > 0 && !atomic
        ? await this.#lane(organizationId).add(alive, false)
        : alive.map(({ event }) => notStored(event.id));
    const byId = new Map(results.map((result) => [result.id, result]));
    return prepared.map(({ event }) => byId.get(event.id) ?? alreadyExpired(event.id));
  }

  async onApplicationShutdown(): Promise<void> {
    while ([...this.#lanes.values()].some((lane) => !lane.idle))
      await new Promise((resolve) => setImmediate(resolve));
  }

  #lane(organizationId: string): Lane {
    const known = this.#lanes.get(organizationId);
    if (known) return known;
    const lane = new Lane(
      (appends) => this.#flush(organizationId, appends),
      () => this.#lanes.delete(organizationId),
    );
    this.#lanes.set(organizationId, lane);
    return lane;
  }

  /** Answers every append of the batch, whatever happens; never throws. */
  async #flush(organizationId: string, appends: readonly Append[]): Promise<void> {
    const batch = appends.flatMap(({ events }) => events);
    try {
      const results = await this.#commit(
        organizationId,
        batch,
        appends.some(({ atomic }) => atomic),
      );
      let from = 0;
      for (const { events, resolve } of appends) resolve(results.slice(from, (from += events.length)));
    } catch (error) {
      await this.#refused(organizationId, appends, error);
    }
  }

  /** One transaction; tried again while the reason is a missing partition or a passing conflict. */
  async #commit(
    organizationId: string,
    batch: readonly PreparedEvent[],
    atomic: boolean,
  ): Promise<AppendResult[]> {
    const dates = new Set(batch.map(({ expiresOn }) => expiresOn));
    for (let attempt = 1; ; attempt++) {
      try {
        const examine = await this.flags.of(organizationId);
        await this.partitions.ensure(dates);
        return await this.pool.inOrganization(organizationId, async (client, finish) => {
          const results = await appendEvents(
            async (sql, values) => (await client.query(sql, values as unknown[])).rows,
            organizationId,
            batch,
            examine,
            finish,
          );
          if (atomic && results.some(({ status }) => status === 'conflict')) throw new AtomicRefusal(results);
          return results;
        });
      } catch (error) {
        if (attempt === TRIES || !(isRetryable(error) || NO_PARTITION.includes(sqlState(error) ?? '')))
          throw error;
        this.partitions.forget(dates);
      }
    }
  }

  /** A row that the database refuses is found by bisection and fails alone; a database that is down fails them all. */
  async #refused(organizationId: string, appends: readonly Append[], error: unknown): Promise<void> {
    const [first] = appends as [Append];
    const rejection = rejectionOf(error);
    if (error instanceof AtomicRefusal) {
      first.resolve(
        error.results.map((result) => (result.status === 'stored' ? notStored(result.id) : result)),
      );
    } else if (!rejection) {
      for (const { reject } of appends) reject(databaseFault(error));
    } else if (appends.length > 1) {
      for (const half of bisect(appends)) await this.#flush(organizationId, half);
    } else if (first.events.length === 1) {
      first.resolve(first.events.map(({ event }) => rejection(event.id)));
    } else if (first.atomic) {
      first.resolve(first.events.map(({ event }) => notStored(event.id)));
    } else {
      await this.#flushHalves(organizationId, first);
    }
  }

  async #flushHalves(organizationId: string, { events, resolve, reject }: Append): Promise<void> {
    const results: AppendResult[] = [];
    for (const half of bisect(events)) {
      await this.#flush(organizationId, [
        { events: half, atomic: false, resolve: (part) => void results.push(...part), reject },
      ]);
    }
    resolve(results);
  }
}
