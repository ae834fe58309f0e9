import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Log } from '../log/log';
import { FileStore } from './file-store';
import { StorageFault } from './storage-fault';

const FRESH_MS = 30_000;

/** Whether files can be reached. Nobody waits for it: a log without files is still a log. */
@Injectable()
export class StorageWatch implements OnApplicationBootstrap {
  #warning: string | null = null;
  #askedAt = -Infinity;
  #asking: Promise<void> = Promise.resolve();

  constructor(
    private readonly files: FileStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** A storage that is away must not keep Daybook from starting. */
  onApplicationBootstrap(): void {
    this.#ask();
  }

  /** What was wrong when it was last looked at, null if nothing; an old answer makes it look again. */
  warning(): string | null {
    if (this.clock.now().getTime() - this.#askedAt >= FRESH_MS) this.#ask();
    return this.#warning;
  }

  /** When what is under way has been answered. */
  settled(): Promise<void> {
    return this.#asking;
  }

  #ask(): void {
    this.#askedAt = this.clock.now().getTime();
    this.#asking = this.files.check().then(
      () => this.#say(null),
      (error: unknown) => this.#say(wordsOf(error), error),
    );
  }

  /** A line when it changes, not with every look. */
  #say(warning: string | null, error?: unknown): void {
    if (warning !== null && warning !== this.#warning)
      this.log.warn({ error }, `${warning} Exports wait or fail until that is mended.`);
    if (warning === null && this.#warning !== null) this.log.info({}, 'files can be reached again');
    this.#warning = warning;
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof StorageFault ? error.says : 'The directory of files cannot be used (DATA_DIR).';
