import { DaybookError } from '../../../platform/errors/daybook-error';

export interface HashingLimits {
  /** Hashes at once: each takes 64 MiB and a thread of libuv's four. */
  readonly concurrent: number;
  readonly patienceMs: number;
}

/** Bounds the memory and threads that hashing may take; who waits longer is told to come back (F24). */
export class HashingQueue {
  #running = 0;
  readonly #waiting: { start: () => void; timer: NodeJS.Timeout }[] = [];

  constructor(private readonly limits: HashingLimits = { concurrent: 4, patienceMs: 1_000 }) {}

  /** @throws DaybookError `sign_in.busy` when no turn came in time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.limits.concurrent) await this.#turn();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#pass();
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry = {
        start: resolve,
        timer: setTimeout(() => this.#giveUp(entry, reject), this.limits.patienceMs),
      };
      this.#waiting.push(entry);
    });
  }

  #giveUp(entry: { start: () => void; timer: NodeJS.Timeout }, reject: (error: Error) => void): void {
    this.#waiting.splice(this.#waiting.indexOf(entry), 1);
    reject(
      new DaybookError(
        'throttled',
        'sign_in.busy',
        'Too many people sign in at this moment. Try again shortly.',
        {
          retryAfterSeconds: 1,
        },
      ),
    );
  }

  /** Hands the turn to the next in line, who was counted already, or frees it. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#running -= 1;
      return;
    }
    clearTimeout(next.timer);
    next.start();
  }
}
