import { hexOf } from './bytes';
import type { ManifestPart } from './manifest';
import type { PartCheck } from './part-check';
import type { Hasher, Tools } from './tools';

/** Checks a file of any other kind: its parts are where their sizes say. */
export class ByteCheck implements PartCheck {
  #at = 0;
  #left: number;
  #hash: Hasher;
  #results: (string | null)[] = [];
  readonly rows = null;

  constructor(
    private readonly tools: Tools,
    private readonly parts: readonly ManifestPart[],
  ) {
    this.#hash = tools.hasher();
    this.#left = parts[0]?.bytes ?? 0;
    this.#skipEmpty();
  }

  get at(): number {
    return Math.min(this.#at, this.parts.length - 1);
  }

  take(chunk: Uint8Array): void {
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
    const whole = hexOf(this.#hash.digest()) === this.parts[this.#at]?.sha256;
    this.#results.push(whole ? null : 'was changed');
    this.#hash = this.tools.hasher();
    this.#at += 1;
    this.#left = this.parts[this.#at]?.bytes ?? 0;
  }
}
