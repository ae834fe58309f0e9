import type { Finding } from '../verification.contract';

const MOST = 200;

/** What was found so far: neighbours of the same kind are one, the first 200 are kept, the others counted. */
export class Findings {
  #more: number;
  readonly #list: Finding[];

  constructor(before: { readonly list: readonly Finding[]; readonly more: number } = { list: [], more: 0 }) {
    this.#list = [...before.list];
    this.#more = before.more;
  }

  get list(): readonly Finding[] {
    return this.#list;
  }

  get more(): number {
    return this.#more;
  }

  get count(): number {
    return this.#list.length + this.#more;
  }

  /** Of one event; one right behind the last of its kind, of which the same is said, makes it longer. */
  ofEvent(kind: Finding['kind'], sequence: number, field: string | null, says: string): void {
    const last = this.#list.at(-1);
    if (last?.kind === kind && last.field === field && last.says === says && last.last_sequence === sequence - 1)
      this.#list[this.#list.length - 1] = { ...last, last_sequence: sequence };
    else this.add({ kind, first_sequence: sequence, last_sequence: sequence, field, says });
  }

  add(finding: Finding): void {
    if (this.#list.length < MOST) this.#list.push(finding);
    else this.#more++;
  }
}
