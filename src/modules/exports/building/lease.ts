import type { Attempt, ExportAttempts } from '../storage/export-attempts';

/** Renews a lease while its worker lives; `lost` is aborted when that fails. */
export class Lease {
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(attempts: ExportAttempts, attempt: Attempt, leaseMs: number) {
    this.#timer = setInterval(() => {
      attempts.renew(attempt, leaseMs).catch((error: unknown) => this.#lost.abort(error));
    }, leaseMs / 3);
    this.#timer.unref();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
