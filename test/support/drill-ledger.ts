import { EventEmitter, once } from 'node:events';

const PATIENCE_MS = 20_000;

/** What the clients of a fault drill were told. What stands here, Daybook has promised. */
export class Ledger {
  /** Events that were answered as stored or known: the number of each by its id. */
  readonly events = new Map<string, number>();
  /** Names that the organization was given, and API keys that were made. */
  readonly names = new Set<string>();
  readonly apiKeys = new Set<string>();
  /** Answers that are neither success nor 503: there should be none. */
  readonly surprises: string[] = [];
  /** Requests that were answered by 503 or not at all. */
  interrupted = 0;
  readonly #news = new EventEmitter().setMaxListeners(0);

  acknowledge(events: readonly { id: string; sequence: number }[]): void {
    for (const { id, sequence } of events) this.events.set(id, sequence);
    this.#news.emit('acknowledged');
  }

  /** Resolves when so many more events have been acknowledged than now. @throws Error when that takes too long. */
  async more(count: number): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      for (const goal = this.events.size + count; this.events.size < goal;)
        await once(this.#news, 'acknowledged', { signal });
    } catch (error) {
      throw new Error(
        `nothing more is acknowledged: ${this.events.size} events were, ${this.interrupted} requests interrupted, ${this.surprises.length} surprising: ${this.surprises.slice(0, 3).join('\n')}`,
        { cause: error },
      );
    }
  }
}
