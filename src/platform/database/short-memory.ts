import type { Clock } from '../clock/clock';

const MOST_KEPT = 10_000;

interface Kept<T> {
  readonly value: Promise<T>;
  readonly until: number;
}

/** Remembers for a few seconds what each append asks for, by organization. What could not be looked up is asked again at once. */
export class ShortMemory<T> {
  readonly #kept = new Map<string, Kept<T>>();

  constructor(
    private readonly load: (organizationId: string) => Promise<T>,
    private readonly clock: Clock,
    private readonly milliseconds: number,
  ) {}

  of(organizationId: string): Promise<T> {
    const now = this.clock.now().getTime();
    const known = this.#kept.get(organizationId);
    if (known && known.until > now && known.until <= now + this.milliseconds) return known.value;
    const value = this.load(organizationId);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(organizationId, { value, until: now + this.milliseconds });
    value.catch(() => this.forget(organizationId));
    return value;
  }

  /** This process made a change: whoever asks next asks the database. */
  forget(organizationId: string): void {
    this.#kept.delete(organizationId);
  }
}
