import type { Testimony } from '../facts/testimony';
import type { TakenBy, Verdict } from '../verification.contract';
import type { Leaves } from './leaves';
import type { PageCheck } from './page-check';
import type { WalkState } from './walk-state';

/** The verdict of each event of a page, and which events took what. */
export class Tally {
  readonly #counts: Record<Verdict, number>;
  readonly #taken: Map<string, TakenBy>;
  readonly #purged = new Set<number>();
  readonly #unexplained = new Set<number>();

  constructor(
    state: Pick<WalkState, 'counts' | 'taken'>,
    private readonly check: Pick<PageCheck, 'altered' | 'erased'>,
  ) {
    this.#counts = { ...state.counts };
    this.#taken = new Map(state.taken.map((taken) => [keyOf(taken.verdict, taken.event_id), taken]));
  }

  erased(by: Testimony): void {
    this.#add('erased', by, 1);
  }

  purged(sequence: number, by: Testimony): void {
    this.#purged.add(sequence);
    this.#add('purged', by, 1);
  }

  /** Said to be purged, by something that does not stand. */
  unexplained(sequence: number): void {
    this.#unexplained.add(sequence);
  }

  /** Suspected before, on this page or an earlier one, and as they were signed. */
  cleared(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      if (this.check.altered.delete(sequence)) continue;
      this.#counts.altered--;
      this.#counts.present++;
    }
  }

  count(first: number, last: number, leaves: Leaves): Pick<WalkState, 'counts' | 'taken'> {
    for (let sequence = first; sequence <= last; sequence++) this.#counts[this.#verdictOf(sequence, leaves)]++;
    return { counts: this.#counts, taken: [...this.#taken.values()] };
  }

  #verdictOf(sequence: number, leaves: Leaves): Verdict {
    if (this.check.altered.has(sequence)) return 'altered';
    if (!leaves.has(sequence) || this.#unexplained.has(sequence)) return 'missing';
    if (this.#purged.has(sequence)) return 'purged';
    return this.check.erased.has(sequence) ? 'erased' : 'present';
  }

  #add(verdict: TakenBy['verdict'], { eventId, sequence }: Testimony, events: number): void {
    const key = keyOf(verdict, eventId);
    const before = this.#taken.get(key);
    this.#taken.set(key, { verdict, event_id: eventId, sequence, events: (before?.events ?? 0) + events });
  }
}

const keyOf = (verdict: string, eventId: string | null): string => `${verdict} ${eventId}`;
