/** The bytes of each page, in order: what is needed of 50,000 pages to write the table of objects at the end. */
export class Lengths {
  #bytes = Buffer.alloc(1024);
  #used = 0;
  #count = 0;

  /** `state`: what `state` of an earlier one was. */
  constructor(state = '') {
    if (state === '') return;
    this.#bytes = Buffer.from(state, 'base64');
    this.#used = this.#bytes.length;
    this.#count = [...this].length;
  }

  get count(): number {
    return this.#count;
  }

  /** LEB128: seven bits a byte, the lowest first. */
  push(length: number): void {
    if (this.#used + 8 > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length + 8)]);
    let rest = length;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.#bytes[this.#used++] = (rest % 0x80) | 0x80;
    this.#bytes[this.#used++] = rest;
    this.#count += 1;
  }

  *[Symbol.iterator](): Generator<number> {
    let [value, factor] = [0, 1];
    for (const byte of this.#bytes.subarray(0, this.#used)) {
      value += (byte & 0x7f) * factor;
      factor *= 0x80;
      if (byte > 0x7f) continue;
      yield value;
      [value, factor] = [0, 1];
    }
  }

  get state(): string {
    return this.#bytes.toString('base64', 0, this.#used);
  }
}
