import type { NewEvent } from '../audit.event';
import type { IsOffHours } from '../audit.working-time';
import type { PreparedEvent } from '../recording/event-wire';
import { BulkChanges, type ChangesAnswer } from './bulk-changes';
import type { ChangeCounts } from './change-counts';
import { isCritical } from './critical-actions';
import type { KnownAddresses } from './known-addresses';
import { NewIps, type AddressAnswer, type NewAddress } from './new-ips';
import type { Occasion } from './occasion';
import { isHuman, personOf } from './person';
import { SignInFailures } from './sign-in-failures';

/** What is remembered between batches, in this process. */
export interface FlagMemory {
  readonly addresses: KnownAddresses;
  readonly changes: ChangeCounts;
}

/** What the database is asked before a batch can be flagged, as parameters: JSON, or null where there is no question. */
export interface Questions {
  readonly addresses: string | null;
  readonly failures: string | null;
  readonly changes: string | null;
  /** Ids that answers leave out, because the batch may repeat them. */
  readonly without: readonly string[];
}

export interface Answers {
  readonly addresses?: readonly AddressAnswer[] | null;
  readonly failures?: readonly (readonly number[])[] | null;
  readonly changes?: readonly ChangesAnswer[] | null;
}

/** A batch with its flags, and the addresses that it teaches. */
export interface Flagged {
  readonly batch: readonly PreparedEvent[];
  readonly addresses: readonly NewAddress[];
}

/** One batch on its way to being flagged: first what is to be asked, then, with the answers, the flags. */
export class Examination {
  readonly #persons: readonly (string | null)[];
  readonly #newIps: NewIps;
  readonly #failures = new SignInFailures();
  readonly #changes: BulkChanges;

  constructor(
    private readonly batch: readonly PreparedEvent[],
    private readonly isOffHours: IsOffHours | null,
    memory: FlagMemory,
    occasion: Occasion,
  ) {
    this.#newIps = new NewIps(memory.addresses, occasion);
    this.#changes = new BulkChanges(memory.changes, occasion);
    this.#persons = batch.map(({ event }) => personOf(event.actor));
    this.#eachEvent((event, person) => {
      if (person !== null) this.#newIps.look(event, person);
      this.#failures.look(event, person);
      this.#changes.look(event, person);
    });
  }

  /** Null, as a rule: what is asked travels with a statement that is sent anyway. */
  get questions(): Questions | null {
    const [addresses, failures, changes] = [this.#newIps.asked, this.#failures.asked, this.#changes.asked];
    if (addresses.length + failures.length + changes.length === 0) return null;
    if (changes.length > 0) this.#eachEvent((event, person) => this.#changes.without(event, person));
    return {
      addresses: jsonOf(addresses),
      failures: jsonOf(failures),
      changes: jsonOf(changes),
      without: [...this.#failures.ids, ...this.#changes.ids],
    };
  }

  flagged({ addresses, failures, changes }: Answers): Flagged {
    this.#newIps.learn(addresses ?? []);
    this.#failures.learn(failures ?? []);
    this.#changes.learn(changes ?? []);
    const batch = this.batch.map((prepared, index) => {
      const flags = this.#flagsOf(prepared.event, this.#persons[index] ?? null);
      return flags.length === 0 ? prepared : withFlags(prepared, flags);
    });
    return { batch, addresses: this.#newIps.learnt };
  }

  #flagsOf(event: NewEvent, person: string | null): string[] {
    const flags: string[] = [];
    const bulk = this.#changes.isBulk(event, person);
    if (bulk) flags.push('bulk_change');
    if (bulk || (event.reported_by !== null && isCritical(event))) flags.push('critical');
    if (this.#failures.isBurst(event)) flags.push('failed_burst');
    if (person !== null && this.#newIps.isNew(event, person)) flags.push('new_ip');
    if (this.isOffHours && isHuman(event.actor) && this.isOffHours(event.occurred_at))
      flags.push('off_hours');
    return flags;
  }

  #eachEvent(visit: (event: NewEvent, person: string | null) => void): void {
    for (const [index, { event }] of this.batch.entries()) visit(event, this.#persons[index] ?? null);
  }
}

const jsonOf = (asked: readonly object[]): string | null =>
  asked.length === 0 ? null : JSON.stringify(asked);

/** What the sender said stays: the batch that was given is what repeated deliveries are compared with. */
const withFlags = (prepared: PreparedEvent, flags: readonly string[]): PreparedEvent => ({
  ...prepared,
  event: { ...prepared.event, flags: [...new Set([...prepared.event.flags, ...flags])].sort() },
});
