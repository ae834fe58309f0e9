import type { PageFacts, PurgedRun } from '../facts/page-facts';
import { TILE_WIDTH } from '../facts/page-facts';

export const HASH_BYTES = 32;

/** The leaves of a page: as they follow from events and from what purges kept, and as the tree has them. */
export class Leaves {
  readonly #own: Buffer;
  readonly #known: Uint8Array;
  readonly #tiles: PageFacts['tiles'];

  constructor(
    readonly first: number,
    readonly last: number,
    facts: Pick<PageFacts, 'tiles'>,
  ) {
    const count = last - first + 1;
    this.#own = Buffer.alloc(count * HASH_BYTES);
    this.#known = new Uint8Array(count);
    this.#tiles = facts.tiles;
  }

  has = (sequence: number): boolean => this.#known[sequence - this.first] === 1;

  set(sequence: number, leaf: Buffer): void {
    this.#known[sequence - this.first] = 1;
    leaf.copy(this.#own, (sequence - this.first) * HASH_BYTES);
  }

  /** Null where nothing gives one. A view. */
  own(sequence: number): Buffer | null {
    const at = (sequence - this.first) * HASH_BYTES;
    return this.has(sequence) ? this.#own.subarray(at, at + HASH_BYTES) : null;
  }

  /** As the lowest tiles have it; null where none does. A view. */
  tile(sequence: number): Buffer | null {
    const index = sequence - 1;
    const hashes = this.#tiles.get(`0/${Math.floor(index / TILE_WIDTH)}`);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    return hashes && hashes.length >= at + HASH_BYTES ? hashes.subarray(at, at + HASH_BYTES) : null;
  }

  tileHas(sequence: number, leaf: Buffer): boolean {
    const index = sequence - 1;
    const hashes = this.#tiles.get(`0/${Math.floor(index / TILE_WIDTH)}`);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    return hashes !== undefined && hashes.length >= at + HASH_BYTES && leaf.compare(hashes, at, at + HASH_BYTES) === 0;
  }

  /** The leaf that a purge kept of an event. A view. */
  static purged({ first, hashes }: PurgedRun, sequence: number): Buffer {
    const at = (sequence - first) * HASH_BYTES;
    return hashes.subarray(at, at + HASH_BYTES);
  }
}
