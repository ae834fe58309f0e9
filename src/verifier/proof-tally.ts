import { bad, good, noted, plain, plural, type Finding } from './finding';
import type { Computed } from './check-parts';
import type { PartName } from './event';

const MOST_SAID = 20;

/** Gathers what became of each event, and says it. */
export class ProofTally {
  /** Sequence of the last row that was looked at. */
  last = 0;
  unreadable = 0;
  #misplaced = 0;
  #proven = 0;
  #erased = 0;
  /** Leaves that are not in the export and lie before its last event. */
  #between = 0;
  #behind = 0;
  readonly #altered: string[] = [];
  readonly #missing: number[] = [];
  readonly #unproven: number[] = [];
  readonly #beyond: number[] = [];
  readonly #erasedSince: string[] = [];

  #lost = false;

  /** Whether the tree lacks leaves, so that no root can be made of it. */
  get broken(): boolean {
    return this.#lost || this.#missing.length > 0;
  }

  misplaced(): void {
    this.#misplaced += 1;
  }

  proven(sequence: number, { erased, unproven }: Computed): void {
    this.#proven += 1;
    this.#between += this.#behind;
    this.#behind = 0;
    if (erased.length > 0) this.#erased += 1;
    if (unproven.length > 0) this.#erasedSince.push(`${sequence} (${names(unproven)})`);
  }

  /** `known`: whether its true leaf could be told from what is there. */
  altered(sequence: number, what: string, known: boolean): void {
    this.#lost ||= !known;
    this.#altered.push(`sequence ${sequence}: ${plain(what)}`);
  }

  missing(sequence: number): void {
    this.#missing.push(sequence);
  }

  unproven(sequence: number): void {
    this.#unproven.push(sequence);
  }

  /** Of a row whose number no leaf of the tree has. */
  beyond(sequence: number): void {
    this.#beyond.push(sequence);
  }

  skipped(leaves: number): void {
    this.#behind += leaves;
  }

  /** `fits`: whether the leaves give the root of the checkpoint; null where that cannot be known. */
  findings(fits: boolean | null): Finding[] {
    return [
      ...this.#altered.slice(0, MOST_SAID).map((what) => bad(`Altered: ${what}.`)),
      ...more(this.#altered.length, 'more rows were altered'),
      ...some(this.#missing, (which) =>
        bad(
          `Not at their place in the file, though the evidence has them (removed, moved or spoilt): sequence ${which}.`,
        ),
      ),
      ...(this.#misplaced > 0
        ? [bad(`${plural(this.#misplaced, 'row')} out of order, twice or without a number.`)]
        : []),
      ...(this.unreadable > 0 ? [bad(`${plural(this.unreadable, 'row')} cannot be read.`)] : []),
      ...some(this.#unproven, (which) =>
        noted(
          `Not proven, because the log did not have them any more when the evidence was made (they were purged meanwhile), or never had: sequence ${which}.`,
        ),
      ),
      ...some(this.#beyond, (which) =>
        bad(`Later than the checkpoint, which vouches for none of them: sequence ${which}.`),
      ),
      ...some(this.#erasedSince, (which) =>
        noted(
          `Erased from the log while the export was made, so that nothing proves what the file has of it: sequence ${which}.`,
        ),
      ),
      ...this.#whole(fits),
    ];
  }

  #whole(fits: boolean | null): Finding[] {
    if (fits === null)
      return [
        bad('Because of that, the rest cannot be held against the checkpoint: ask for the export again.'),
      ];
    if (!fits)
      return [
        bad(
          'The events do not give the root of the checkpoint: this export and the signed log contradict each other.',
        ),
      ];
    const erased =
      this.#erased > 0
        ? ` Of ${this.#erased} of them something was erased, and the rest of each is proven.`
        : '';
    const all =
      this.#between === 0 && this.#unproven.length === 0
        ? ` No event of the log before the last of them is missing.`
        : ` Of ${plural(this.#between, 'event')} that the filter left out or that were purged, only the hashes are here.`;
    return [
      good(
        `${plural(this.#proven, 'event')} of this file give the root of the checkpoint: each stands in the log at its number, as it is here (but for expires_on, which is in no leaf).${erased}${this.#proven > 0 ? all : ''}`,
      ),
    ];
  }
}

const names = (parts: readonly PartName[]): string => parts.join(', ');

const some = <T>(list: readonly T[], say: (which: string) => Finding): Finding[] =>
  list.length === 0
    ? []
    : [
        say(
          `${list.slice(0, MOST_SAID).join(', ')}${list.length > MOST_SAID ? ` and ${list.length - MOST_SAID} more` : ''}`,
        ),
      ];

const more = (count: number, what: string): Finding[] =>
  count > MOST_SAID ? [bad(`${count - MOST_SAID} ${what}.`)] : [];
