import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Log } from './platform/log/log';
import { CONFIG } from './platform/platform.tokens';
import type { Settings } from './platform/settings';

/** Runs what recurs, where the process works at all: each kind not twice at once, and asked to stop when the process does. */
@Injectable()
export class Recurrence implements OnModuleDestroy {
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'role'>,
    private readonly log: Log,
  ) {}

  /** A failure is logged, and the next turn tries again. Processes that only serve requests do none of it. */
  async run(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    if (this.settings.role === 'api' || this.#stopping.signal.aborted || this.#running.has(name)) return;
    const run = work(this.#stopping.signal).then(
      () => undefined,
      (error: unknown) => this.log.error({ error, work: name }, 'recurring work failed'),
    );
    this.#running.set(name, run);
    await run.finally(() => this.#running.delete(name));
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }
}
