import { Clock } from '../../src/platform/clock/clock';

/** Real time, moved by hand. */
export class TestClock extends Clock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}
