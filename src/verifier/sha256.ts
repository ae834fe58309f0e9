import type { Hasher } from './tools';

const BLOCK_BYTES = 64;

/** FIPS 180-4 §4.2.2 and §5.3.3: the first 32 bits behind the point of the cube and square roots of the first primes. */
const ROUNDS = new Int32Array(64);
const INITIAL = new Int32Array(8);
for (let prime = 2, count = 0; count < 64; prime++) {
  if (Array.from({ length: prime - 2 }, (_, n) => n + 2).some((divisor) => prime % divisor === 0)) continue;
  if (count < 8) INITIAL[count] = rootBits(prime, 2n);
  ROUNDS[count++] = rootBits(prime, 3n);
}

/** In whole numbers, so that no rounding comes in: the largest r with r^power ≤ prime · 2^(32 · power), its last 32 bits. */
function rootBits(prime: number, power: bigint): number {
  const target = BigInt(prime) << (32n * power);
  let root = 0n;
  for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) if ((root + bit) ** power <= target) root += bit;
  return Number(root & 0xffffffffn);
}

/** SHA-256 (FIPS 180-4) for browsers, whose own takes no data piece by piece. */
export class Sha256 implements Hasher {
  readonly #state = INITIAL.slice();
  readonly #block = new Uint8Array(BLOCK_BYTES);
  readonly #words = new Int32Array(64);
  #used = 0;
  #bytes = 0;

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    for (let at = 0; at < bytes.length;) {
      if (this.#used === 0 && bytes.length - at >= BLOCK_BYTES) {
        this.#compress(bytes, at);
        at += BLOCK_BYTES;
        continue;
      }
      const taken = Math.min(bytes.length - at, BLOCK_BYTES - this.#used);
      this.#block.set(bytes.subarray(at, at + taken), this.#used);
      this.#used += taken;
      at += taken;
      if (this.#used < BLOCK_BYTES) continue;
      this.#compress(this.#block, 0);
      this.#used = 0;
    }
  }

  digest(): Uint8Array {
    const length = this.#bytes * 8;
    this.update(Uint8Array.of(0x80));
    while (this.#used !== BLOCK_BYTES - 8) this.update(Uint8Array.of(0));
    const end = new DataView(new ArrayBuffer(8));
    end.setUint32(0, Math.floor(length / 2 ** 32));
    end.setUint32(4, length >>> 0);
    this.update(new Uint8Array(end.buffer));
    const digest = new DataView(new ArrayBuffer(32));
    this.#state.forEach((word, n) => digest.setUint32(n * 4, word));
    return new Uint8Array(digest.buffer);
  }

  /** §6.2.2, step 1: the sixteen words of a block become sixty-four. */
  #expand(block: Uint8Array, from: number): void {
    const w = this.#words;
    for (let t = 0, at = from; t < 16; t++, at += 4)
      w[t] =
        (byte(block, at) << 24) |
        (byte(block, at + 1) << 16) |
        (byte(block, at + 2) << 8) |
        byte(block, at + 3);
    for (let t = 16; t < 64; t++) {
      const x = word(w, t - 15);
      const y = word(w, t - 2);
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      w[t] = word(w, t - 16) + s0 + word(w, t - 7) + s1;
    }
  }

  /** §6.2.2, steps 2 to 4. Written out, because this is where the time goes. */
  #compress(block: Uint8Array, from: number): void {
    this.#expand(block, from);
    const [s, w] = [this.#state, this.#words];
    let [a, b, c, d] = [word(s, 0), word(s, 1), word(s, 2), word(s, 3)];
    let [e, f, g, h] = [word(s, 4), word(s, 5), word(s, 6), word(s, 7)];
    for (let t = 0; t < 64; t++) {
      const chosen = (e & f) ^ (~e & g);
      const most = (a & b) ^ (a & c) ^ (b & c);
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + word(ROUNDS, t) + word(w, t)) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    add(s, 0, a, b, c, d);
    add(s, 4, e, f, g, h);
  }
}

function add(state: Int32Array, at: number, a: number, b: number, c: number, d: number): void {
  state[at] = word(state, at) + a;
  state[at + 1] = word(state, at + 1) + b;
  state[at + 2] = word(state, at + 2) + c;
  state[at + 3] = word(state, at + 3) + d;
}

const byte = (bytes: Uint8Array, at: number): number => bytes[at] as number;
const word = (words: Int32Array, at: number): number => words[at] as number;
const turn = (value: number, bits: number): number => (value >>> bits) | (value << (32 - bits));
