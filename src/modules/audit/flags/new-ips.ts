import type { NewEvent } from '../audit.event';
import type { KnownAddresses } from './known-addresses';
import type { Occasion } from './occasion';
import { isFailedSignIn } from './sign-in-failures';

/** A row of `known_addresses()`: the address is known for the person, any is, and they have as many as are kept. */
export type AddressAnswer = readonly [known: boolean, any: boolean, full: boolean];

interface AskedAddress {
  readonly actor: string;
  readonly ip: string;
  readonly counted: boolean;
}

/** An address that an event teaches: `p_addresses` of `append_events()`. */
export interface NewAddress {
  readonly id: string;
  readonly actor: string;
  readonly ip: string;
  readonly full_up: boolean;
}

const TYPES: ReadonlySet<string> = new Set(['user', 'support', 'api_key']);

/**
 * `new_ip` in one batch: somebody acts from an address that was not seen for them before; their first one is no news. Of several
 * events the first teaches the address, so only it is flagged. A failed sign-in teaches none: who knows who it was.
 */
export class NewIps {
  readonly asked: AskedAddress[] = [];
  readonly learnt: NewAddress[] = [];
  readonly #places = new Map<string, number>();
  readonly #taught = new Set<string>();
  #answers: readonly AddressAnswer[] = [];

  constructor(
    private readonly known: KnownAddresses,
    private readonly occasion: Occasion,
  ) {}

  look({ actor, context }: NewEvent, person: string): void {
    if (!context.ip || !TYPES.has(actor.type)) return;
    const key = this.#key(person, context.ip);
    if (this.known.has(key) || this.#places.has(key)) return;
    this.#places.set(key, this.asked.length);
    this.asked.push({ actor: person, ip: context.ip, counted: this.known.counts });
  }

  learn(answers: readonly AddressAnswer[]): void {
    this.#answers = answers;
    for (const [key, place] of this.#places) if (answers[place]?.[0]) this.known.add(key, this.occasion.now);
  }

  isNew(event: NewEvent, person: string): boolean {
    if (this.asked.length === 0) return false;
    const ip = event.context.ip ?? '';
    const key = this.#key(person, ip);
    const [known = true, any = true, full = false] = this.#answers[this.#places.get(key) ?? -1] ?? [];
    if (known || this.#taught.has(key)) return false;
    const isNews = any || this.#taught.has(person);
    if (!isFailedSignIn(event)) {
      this.#taught.add(key).add(person);
      this.learnt.push({ id: event.id, actor: person, ip, full_up: full });
    }
    return isNews;
  }

  #key(person: string, ip: string): string {
    return `${this.occasion.organizationId} ${person} ${ip}`;
  }
}
