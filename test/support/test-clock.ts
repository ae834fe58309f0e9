import { Clock } from '../../src/platform/clock/clock';

/** Real time, moved by hand. */
export class TestClock extends Clock {
  #ahead = 0;
  #stands: number | undefined;

  now(): Date {
    return new Date((this.#stands ?? Date.now()) + this.#ahead);
  }

  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  /** From now on it stands, at this moment, and moves by hand alone. */
  standAt(moment: Date): void {
    [this.#stands, this.#ahead] = [moment.getTime(), 0];
  }
}
