import { unavailable } from '../../../platform/errors/daybook-error';
import type { AppendResult } from '../audit.event';
import type { PreparedEvent } from './event-wire';

/** One caller's events: they are answered together. `atomic`: stored all or not at all. */
export interface Append {
  readonly events: readonly PreparedEvent[];
  readonly atomic: boolean;
  readonly resolve: (results: AppendResult[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface LaneLimits {
  /** Transactions under way at once; two keep the database busy while the next batch is made. */
  readonly writers: number;
  /** Events in one transaction. */
  readonly batch: number;
  /** Events waiting, and bytes of their parts; beyond either callers are told to come back (503). */
  readonly waiting: number;
  readonly bytes: number;
}

export const LANE_LIMITS: LaneLimits = { writers: 2, batch: 1_000, waiting: 20_000, bytes: 64 * 1024 * 1024 };

/**
 * The group-commit queue of one organization: appends that arrive while its transactions are under way share the next one.
 * There is no timer: an idle lane writes at once, a busy one gathers. Nothing is ever dropped.
 */
export class Lane {
  #queue: Append[] = [];
  #waiting = 0;
  #bytes = 0;
  #active = 0;

  constructor(
    private readonly write: (appends: readonly Append[]) => Promise<void>,
    private readonly whenIdle: () => void = () => undefined,
    private readonly limits: LaneLimits = LANE_LIMITS,
  ) {}

  /** @throws DaybookError `log.busy` when the lane is full; nothing was accepted then. */
  add(events: readonly PreparedEvent[], atomic: boolean): Promise<AppendResult[]> {
    const bytes = sizeOf(events);
    const { waiting, bytes: most } = this.limits;
    if (this.#waiting > 0 && (this.#waiting + events.length > waiting || this.#bytes + bytes > most)) {
      throw unavailable(
        'log.busy',
        'More events arrive than can be stored. Nothing of this request was stored; try again shortly.',
        undefined,
        1,
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ events, atomic, resolve, reject });
      this.#waiting += events.length;
      this.#bytes += bytes;
      this.#pump();
    });
  }

  get idle(): boolean {
    return this.#active === 0 && this.#queue.length === 0;
  }

  #pump(): void {
    while (this.#active < this.limits.writers && this.#queue.length > 0) {
      const batch = this.#take();
      this.#active += 1;
      void this.write(batch).finally(() => {
        this.#active -= 1;
        this.#pump();
        if (this.idle) this.whenIdle();
      });
    }
  }

  /** As many appends as fit. Ids within a transaction are distinct; an atomic append has one to itself. */
  #take(): Append[] {
    const ids = new Set<string>();
    let events = 0;
    const fits = (append: Append): boolean =>
      events === 0 ||
      (!append.atomic &&
        events + append.events.length <= this.limits.batch &&
        !append.events.some(({ event }) => ids.has(event.id)));
    let count = 0;
    for (const append of this.#queue) {
      if (!fits(append)) break;
      for (const { event } of append.events) ids.add(event.id);
      events += append.events.length;
      count += 1;
      if (append.atomic) break;
    }
    const taken = this.#queue.splice(0, count);
    this.#waiting -= events;
    for (const append of taken) this.#bytes -= sizeOf(append.events);
    return taken;
  }
}

const sizeOf = (events: readonly PreparedEvent[]): number =>
  events.reduce((sum, { parts }) => sum + bytesOf(parts), 0);

const bytesOf = ({ actor, context, target, content }: PreparedEvent['parts']): number =>
  (actor?.bytes.length ?? 0) +
  (context?.bytes.length ?? 0) +
  (target?.bytes.length ?? 0) +
  (content?.bytes.length ?? 0);
