import { createHash } from 'node:crypto';
import type { ManifestPart } from './manifest';
import type { PartCheck } from './part-check';

/** Checks a file of any other kind: its parts are where their sizes say. */
export class ByteCheck implements PartCheck {
  #at = 0;
  #left: number;
  #hash = createHash('sha256');
  #results: (string | null)[] = [];
  readonly rows = null;

  constructor(private readonly parts: readonly ManifestPart[]) {
    this.#left = parts[0]?.bytes ?? 0;
    this.#skipEmpty();
  }

  get at(): number {
    return Math.min(this.#at, this.parts.length - 1);
  }

  take(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0 && this.#at < this.parts.length;) {
      const taken = rest.subarray(0, this.#left);
      this.#hash.update(taken);
      this.#left -= taken.length;
      rest = rest.subarray(taken.length);
      this.#skipEmpty();
    }
  }

  end(): (string | null)[] {
    while (this.#at < this.parts.length) this.#close();
    return this.#results;
  }

  #skipEmpty(): void {
    while (this.#left === 0 && this.#at < this.parts.length) this.#close();
  }

  #close(): void {
    const whole = this.#hash.digest('hex') === this.parts[this.#at]?.sha256;
    this.#results.push(whole ? null : 'was changed');
    this.#hash = createHash('sha256');
    this.#at += 1;
    this.#left = this.parts[this.#at]?.bytes ?? 0;
  }
}
