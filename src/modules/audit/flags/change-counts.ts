import { MINUTE_MS } from '../../../platform/clock/clock';

/** So many changes by one person are a bulk, within so many minutes of the clock. */
export const BULK = 50;
export const BULK_MINUTES = 10;

/** After so many changes that only this process has heard of, the database is asked: others may have stored some, or an earlier one. */
const ASK_AFTER = 10;
const MOST_PEOPLE = 20_000;
const SLOTS = 16;
const NO_MINUTE = -(2 ** 31);

export const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS);

/** `certain`: the database has counted a bulk. `asks`: there may be one, the database is to be asked. */
export type Suspicion = 'none' | 'asks' | 'certain';

/** One person's changes by minute: those that the database counted, and those heard of since. A slot is of one minute at a time. */
class Person {
  readonly #minutes = new Int32Array(SLOTS).fill(NO_MINUTE);
  readonly #counted = new Int32Array(SLOTS);
  readonly #heard = new Int32Array(SLOTS);

  slot(minute: number): number {
    const slot = ((minute % SLOTS) + SLOTS) % SLOTS;
    if (this.#minutes[slot] !== minute) {
      this.#minutes[slot] = minute;
      this.#counted[slot] = 0;
      this.#heard[slot] = 0;
    }
    return slot;
  }

  hear(minute: number): void {
    const slot = this.slot(minute);
    this.#heard[slot] = (this.#heard[slot] as number) + 1;
  }

  count(minute: number, changes: number): void {
    const slot = this.slot(minute);
    this.#counted[slot] = changes;
    this.#heard[slot] = 0;
  }

  /** In the ten minutes up to one. */
  sums(minute: number): { counted: number; heard: number } {
    const sums = { counted: 0, heard: 0 };
    for (let slot = 0; slot < SLOTS; slot++) {
      const age = minute - (this.#minutes[slot] as number);
      if (age < 0 || age >= BULK_MINUTES) continue;
      sums.counted += this.#counted[slot] as number;
      sums.heard += this.#heard[slot] as number;
    }
    return sums;
  }
}

/**
 * Suspects that somebody makes many changes, from what this process hears; whether it is so, the database says. Hearing of a change
 * that is not stored in the end, or twice of one, costs a question and nothing else. Bounded: who was met first is forgotten.
 */
export class ChangeCounts {
  readonly #people = new Map<string, Person>();

  constructor(private readonly most = MOST_PEOPLE) {}

  hear(key: string, minute: number): Suspicion {
    const { counted, heard } = this.#add(key, minute);
    if (counted >= BULK) return 'certain';
    return heard >= ASK_AFTER || counted + heard >= BULK ? 'asks' : 'none';
  }

  /** What the database has stored in the ten minutes up to one, by minute; whatever was heard before is in it. */
  learn(key: string, minute: number, stored: Readonly<Record<string, number>>): void {
    const person = this.#meet(key);
    for (let age = 0; age < BULK_MINUTES; age++) person.count(minute - age, stored[minute - age] ?? 0);
  }

  /** Hears of one more change, and whether it makes a bulk. */
  adds(key: string, minute: number): boolean {
    const { counted, heard } = this.#add(key, minute);
    return counted + heard >= BULK;
  }

  #add(key: string, minute: number): { counted: number; heard: number } {
    const person = this.#meet(key);
    person.hear(minute);
    return person.sums(minute);
  }

  #meet(key: string): Person {
    const known = this.#people.get(key);
    if (known) return known;
    if (this.#people.size >= this.most) {
      const [first] = this.#people.keys();
      this.#people.delete(first as string);
    }
    const person = new Person();
    this.#people.set(key, person);
    return person;
  }
}
