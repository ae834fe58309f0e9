import { setTimeout as delay } from 'node:timers/promises';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded-postgres';
import { identify, isRunning, type ProcessIdentity } from './process-identity';

/** Milliseconds between two looks. */
const PULSE = 250;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;

/**
 * Runs PostgreSQL in `dir` and, whenever it dies, brings it back on the same port, so that pools find it again. Whoever
 * stops it on purpose while Daybook runs is taken for an accident; a server that another process has started meanwhile is
 * adopted.
 */
export async function superviseEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
  warn: (message: string) => void,
): Promise<EmbeddedPostgres> {
  const first = await startEmbeddedPostgres(options);
  const supervisor = new Supervisor(options, first, warn);
  const { url, port, adopted } = first;
  return {
    url,
    port,
    adopted,
    stop: () => supervisor.stop(),
    get pid() {
      return supervisor.pid;
    },
  };
}

class Supervisor {
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #server: EmbeddedPostgres;
  #process: ProcessIdentity | null;

  constructor(
    private readonly options: EmbeddedPostgresOptions,
    server: EmbeddedPostgres,
    private readonly warn: (message: string) => void,
  ) {
    this.#server = server;
    this.#process = identify(server.pid);
    this.#watching = this.#watch();
  }

  get pid(): number {
    return this.#server.pid;
  }

  /** Watching ends first, so that nothing brings back what is being stopped. */
  async stop(): Promise<boolean> {
    this.#stopping.abort();
    await this.#watching;
    return this.#server.stop();
  }

  async #watch(): Promise<void> {
    while (await this.#pause(PULSE)) {
      if (this.#process !== null && isRunning(this.#process)) continue;
      this.warn(`PostgreSQL (pid ${this.#server.pid}) has died; starting it again`);
      await this.#bringBack();
    }
  }

  async #bringBack(): Promise<void> {
    for (
      let pause = FIRST_PAUSE;
      !this.#stopping.signal.aborted;
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    ) {
      try {
        return await this.#startOnSamePort();
      } catch (error) {
        this.warn(`PostgreSQL is not back yet: ${(error as Error).message}`);
        await this.#pause(pause);
      }
    }
  }

  /** One that another process has started on another port is of no use here; unless it is used there, it is stopped. */
  async #startOnSamePort(): Promise<void> {
    const { port } = this.#server;
    const server = await startEmbeddedPostgres({ ...this.options, port });
    if (server.port !== port) {
      await server.stop();
      throw new Error(`another process runs it on port ${server.port} instead of ${port}`);
    }
    this.#server = server;
    this.#process = identify(server.pid);
  }

  /** False when it was cut short, because the server is to be stopped. */
  #pause(milliseconds: number): Promise<boolean> {
    return delay(milliseconds, true, { signal: this.#stopping.signal, ref: false }).catch(() => false);
  }
}
