import { DAY_MS } from '../../../platform/clock/clock';

const MOST_KEPT = 50_000;
const COUNTED_EVERY = 50;

/**
 * Addresses that the database knows for a person, as far as this process has asked: what is in here need not be asked again. Two
 * generations: what is not used while the younger fills up, or for a day, is forgotten.
 */
export class KnownAddresses {
  #young = new Set<string>();
  #old = new Set<string>();
  #since = 0;
  #asked = 0;

  constructor(private readonly most = MOST_KEPT) {}

  has(key: string): boolean {
    if (this.#young.has(key)) return true;
    if (!this.#old.has(key)) return false;
    this.#young.add(key);
    return true;
  }

  add(key: string, now: number): void {
    if (this.#young.size >= this.most / 2 || now - this.#since > DAY_MS || now < this.#since) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#since = now;
    }
    this.#young.add(key);
  }

  /** Counting the addresses of a person costs more than finding one: one in fifty is enough to keep them few. */
  get counts(): boolean {
    return this.#asked++ % COUNTED_EVERY === 0;
  }
}
