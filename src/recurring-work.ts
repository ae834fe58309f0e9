import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ExportSweeper } from './modules/exports/exports.sweeper';
import { Log } from './platform/log/log';
import { CONFIG } from './platform/platform.tokens';
import type { Settings } from './platform/settings';

const SECOND_MS = 1_000;

/**
 * Everything that recurs, in one list. The schedule only triggers; each kind of work bounds itself, may run in several
 * processes at once, and finds by itself what an earlier run left. Processes that only serve requests do none of it.
 */
@Injectable()
export class RecurringWork implements OnModuleDestroy {
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'role'>,
    private readonly log: Log,
    private readonly exportSweeper: ExportSweeper,
  ) {}

  /** Exports that lost their worker, expired, or left files behind. */
  @Interval(15 * SECOND_MS)
  sweepExports(): Promise<void> {
    return this.#run('sweep exports', (signal) => this.exportSweeper.sweep(signal));
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /** Not twice at once in this process; a failure is logged, and the next turn tries again. */
  async #run(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    if (this.settings.role === 'api' || this.#stopping.signal.aborted || this.#running.has(name)) return;
    const run = work(this.#stopping.signal).then(
      () => undefined,
      (error: unknown) => this.log.error({ error, work: name }, 'recurring work failed'),
    );
    this.#running.set(name, run);
    await run.finally(() => this.#running.delete(name));
  }
}
