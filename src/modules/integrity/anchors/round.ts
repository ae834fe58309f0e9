import type { Outside, OutsideFault } from './places/outside';

const PATIENCE = 3;

/** One round over all logs. A place that did not answer three times in a row is left alone until the next one, so that it keeps no others waiting. */
export class Round {
  readonly #silent = new Map<Outside, number>();

  givesUp(outside: Outside): boolean {
    return (this.#silent.get(outside) ?? 0) >= PATIENCE;
  }

  note(outside: Outside, fault: OutsideFault | null): void {
    this.#silent.set(outside, fault?.reason === 'unavailable' ? (this.#silent.get(outside) ?? 0) + 1 : 0);
  }
}
