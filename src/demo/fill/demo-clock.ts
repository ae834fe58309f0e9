import { Clock } from '../../platform/clock/clock';

/** The time of the process that makes a demo: it stands where the story is, so that what is done through the API has its times. */
export class DemoClock extends Clock {
  #at: number;

  constructor(at: Date) {
    super();
    this.#at = at.getTime();
  }

  now(): Date {
    return new Date(this.#at);
  }

  /** Never backwards: the log is told in the order of time. */
  reach(moment: Date | string): void {
    this.#at = Math.max(this.#at, new Date(moment).getTime());
  }

  /** Some seconds later; what follows is not all of one moment. */
  pass(seconds: number): void {
    this.#at += seconds * 1_000;
  }
}
