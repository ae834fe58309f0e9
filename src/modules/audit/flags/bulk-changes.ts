import type { NewEvent } from '../audit.event';
import { BULK, minuteOf, type ChangeCounts } from './change-counts';
import type { Occasion } from './occasion';
import { isHuman } from './person';

interface AskedChanges {
  readonly person: string;
  readonly minute: number;
}

/** Changes stored, by minute of the Unix epoch. */
export type ChangesAnswer = Readonly<Record<string, number>>;

const CHANGES: ReadonlySet<string> = new Set(['create', 'update', 'delete']);

const isChange = ({ operation, outcome }: NewEvent): boolean =>
  outcome === 'success' && CHANGES.has(operation);

/** One event that concerns many: it lists them in `related`, or says how many in `details.count`. */
const concernsMany = ({ related, details }: NewEvent): boolean =>
  related.length >= BULK || (typeof details.count === 'number' && details.count >= BULK);

/**
 * `bulk_change` in one batch: a change that concerns fifty things or more, or a person's fiftieth change within ten minutes of the
 * clock, by `occurred_at`, and those that follow. What machines do one by one is no bulk.
 */
export class BulkChanges {
  readonly asked: AskedChanges[] = [];
  readonly ids: string[] = [];
  readonly #doubted = new Set<string>();
  readonly #certain = new Set<string>();

  constructor(
    private readonly counts: ChangeCounts,
    private readonly occasion: Occasion,
  ) {}

  look(event: NewEvent, person: string | null): void {
    if (person === null || !isHuman(event.actor) || !isChange(event)) return;
    const minute = minuteOf(event.occurred_at);
    const suspicion = this.counts.hear(this.#key(person), minute);
    if (suspicion === 'certain') this.#certain.add(event.id);
    else if (suspicion === 'asks') this.#ask(person, minute);
  }

  /** The events that are asked about may be repeated deliveries: what is stored of them is not counted twice. */
  without(event: NewEvent, person: string | null): void {
    if (person !== null && event.sent !== null && this.#doubted.has(person)) this.ids.push(event.id);
  }

  learn(answers: readonly ChangesAnswer[]): void {
    for (const [place, { person, minute }] of this.asked.entries())
      this.counts.learn(this.#key(person), minute, answers[place] ?? {});
  }

  isBulk(event: NewEvent, person: string | null): boolean {
    if (!isChange(event)) return false;
    if (concernsMany(event) || this.#certain.has(event.id)) return true;
    if (person === null || !isHuman(event.actor) || !this.#doubted.has(person)) return false;
    return this.counts.adds(this.#key(person), minuteOf(event.occurred_at));
  }

  #ask(person: string, minute: number): void {
    if (this.#doubted.has(person) && this.asked.some((one) => one.person === person && one.minute === minute))
      return;
    this.#doubted.add(person);
    this.asked.push({ person, minute });
  }

  #key(person: string): string {
    return `${this.occasion.organizationId} ${person}`;
  }
}
