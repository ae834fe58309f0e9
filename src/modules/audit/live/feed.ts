import { withoutRequest } from '../../../platform/context/request-context';
import type { Expression } from '../audit.event-query';
import type { AuditReader } from '../audit.reader';
import type { Follower } from './follower';
import { portionOf } from './messages';
import type { Slots } from './slots';
import type { StreamOptions } from './stream-options';

interface Collaborators {
  readonly reader: Pick<AuditReader, 'following'>;
  readonly slots: Slots;
  readonly options: Pick<StreamOptions, 'pageEvents' | 'portionBytes' | 'silentStretch'>;
  /** Told of a read that failed, and for whom. */
  readonly failed: (error: unknown, group: readonly Follower[]) => void;
}

/**
 * The followers of one organization. Those who ask the same and stand at the same place share one read: many who are up to
 * date cost little more than one. One read at a time, whoever waits longest first, so that no query holds up the others for long.
 */
export class Feed {
  /** In the order of their turn. */
  readonly followers = new Set<Follower>();
  readonly #queries = new Map<string, readonly Expression[]>();
  #head = 0;
  /** Events of one read: as many as have lately fitted into a portion. */
  #page: number;
  #running = false;

  constructor(
    readonly organizationId: string,
    private readonly means: Collaborators,
  ) {
    this.#page = means.options.pageEvents;
  }

  add(follower: Follower, where: readonly Expression[]): void {
    this.followers.add(follower);
    this.#queries.set(follower.query, where);
  }

  remove(follower: Follower): void {
    this.followers.delete(follower);
    if (![...this.followers].some(({ query }) => query === follower.query))
      this.#queries.delete(follower.query);
  }

  /** The log has come so far. Everybody is brought to the same head, so that they meet there and go on together. */
  reach(head: number): void {
    this.#head = Math.max(this.#head, head);
    this.wake();
  }

  wake(): void {
    if (this.#running) return;
    this.#running = true;
    void withoutRequest(() => this.#run()).finally(() => (this.#running = false));
  }

  /** Ends when everybody who waits is at the head, or when the database fails: the next look at the heads begins again. */
  async #run(): Promise<void> {
    for (let group = this.#next(); group.length > 0; group = this.#next()) {
      try {
        if (!(await this.#advance(group))) return;
      } catch (error) {
        return this.means.failed(error, group);
      }
    }
  }

  /** The first who waits for something, and all who wait at the same place for the same. */
  #next(): Follower[] {
    const behind = [...this.followers].filter(({ hungry, position }) => hungry && position < this.#head);
    const [first] = behind;
    return behind.filter(({ query, position }) => query === first?.query && position === first.position);
  }

  /** False when there was nothing to see where the head says there is: a database that was set back. */
  async #advance(group: readonly Follower[]): Promise<boolean> {
    const [{ query, position }] = group as [Follower];
    const head = this.#head;
    const { reader, slots, options } = this.means;
    const found = await slots.use(() =>
      reader.following(this.organizationId, this.#queries.get(query) ?? [], position, this.#page),
    );
    // Newer ones may be there already; they come next time, to all at once.
    const events = found.events.filter(({ sequence }) => sequence <= head);
    const portion = portionOf(events, options.portionBytes);
    this.#page = portion?.whole === false ? portion.count : Math.min(this.#page * 2, options.pageEvents);
    const through = portion?.whole === false ? portion.last : Math.min(found.through, head);
    for (const follower of group) {
      if (!follower.hungry) continue;
      this.followers.delete(follower);
      this.followers.add(follower);
      if (portion) follower.deliver(portion.bytes, portion.last, through);
      else follower.pass(through, options.silentStretch);
    }
    return through > position;
  }
}
