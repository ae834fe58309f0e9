import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Log } from '../log/log';
import { Heartbeat } from './heartbeat';
import { LentConnections } from './lent-connections';

/** Milliseconds between two beats, and between two tries while there is no answer. */
const PULSE = 500;
const SILENT_PULSE = 200;
/** A beat without an answer for so long means that the database is frozen or out of reach. */
const PATIENCE = 1_500;

/**
 * Notices within about two seconds that the database does not answer, also when it is frozen and its connections stay
 * open. Then statements under way are cut and requests refused, instead of hanging for ever (F4), until it answers again.
 */
export class DatabaseWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stopping = new AbortController();
  readonly #heart: Heartbeat;
  #lent: LentConnections[] = [];
  #watching: Promise<void> | undefined;
  #silent = false;

  constructor(
    url: string,
    private readonly dataSource: DataSource,
    private readonly pools: readonly Pool[],
    private readonly log: Log,
  ) {
    this.#heart = new Heartbeat(url, PATIENCE);
  }

  /** True from the first beat without an answer to the next with one. */
  get silent(): boolean {
    return this.#silent;
  }

  onApplicationBootstrap(): void {
    const { master } = this.dataSource.driver as unknown as { master: Pool };
    this.#lent = [master, ...this.pools].map((pool) => new LentConnections(pool));
    this.#watching = this.#watch();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
    this.#heart.hangUp();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const failure = await this.#heart.beat();
      if (failure !== null && !this.#silent) this.#fallSilent(failure);
      if (failure === null && this.#silent) this.#speakAgain();
      const pause = this.#silent ? SILENT_PULSE : PULSE;
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  #fallSilent(error: Error): void {
    this.#silent = true;
    for (const lent of this.#lent) lent.refuse();
    this.log.error({ error }, 'the database does not answer; requests are refused until it does');
  }

  #speakAgain(): void {
    this.#silent = false;
    for (const lent of this.#lent) lent.accept();
    this.log.info({}, 'the database answers again');
  }
}
