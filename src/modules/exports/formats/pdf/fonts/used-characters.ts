import { deflateRawSync, inflateRawSync } from 'node:zlib';

const PLANE_BYTES = 8192;

/** The characters that a file has used of one font: a bit for each code point, by planes of 65,536. Small however many rows. */
export class UsedCharacters {
  readonly #planes = new Map<number, Uint8Array>();

  /** `state`: what `state` of an earlier one was. */
  constructor(state: Readonly<Record<string, string>> = {}) {
    for (const [plane, bits] of Object.entries(state))
      this.#planes.set(Number(plane), new Uint8Array(inflateRawSync(Buffer.from(bits, 'base64'))));
  }

  mark(plane: number, cid: number): void {
    let bits = this.#planes.get(plane);
    if (!bits) {
      bits = new Uint8Array(PLANE_BYTES);
      this.#planes.set(plane, bits);
    }
    bits[cid >> 3] = (bits[cid >> 3] ?? 0) | (1 << (cid & 7));
  }

  get planes(): readonly number[] {
    return [...this.#planes.keys()].sort((a, b) => a - b);
  }

  /** Ascending. */
  cids(plane: number): readonly number[] {
    const cids: number[] = [];
    this.#planes.get(plane)?.forEach((byte, at) => {
      for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) !== 0) cids.push(at * 8 + bit);
    });
    return cids;
  }

  get state(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.planes.map((plane) => [
        plane,
        deflateRawSync(this.#planes.get(plane) ?? Buffer.alloc(0)).toString('base64'),
      ]),
    );
  }
}
