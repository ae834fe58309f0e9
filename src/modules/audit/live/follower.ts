import { Readable } from 'node:stream';
import { endMessage, HEARTBEAT, retryMessage, throughMessage } from './messages';

/** What is told of a follower: whose it is, what it asks for, where it begins. */
export interface Following {
  readonly organizationId: string;
  /** The person or the key. */
  readonly holder: string;
  /** The query in a form that is the same for whoever asks the same. */
  readonly query: string;
  readonly after: number;
  readonly retryMs: number;
}

/**
 * One live stream, as the text that goes to its reader. It takes the next portion only when the last one has gone out, so
 * a slow reader holds one portion and nothing more; it catches up from the database, by its position.
 */
export class Follower extends Readable {
  readonly organizationId: string;
  readonly holder: string;
  readonly query: string;
  /** Everything up to this sequence has been sent, or does not match. */
  position: number;
  /** What the reader would come back with. */
  #announced: number;
  #hungry = false;
  #last: string | null = null;

  constructor(
    { organizationId, holder, query, after, retryMs }: Following,
    private readonly whenHungry: () => void,
  ) {
    super({ highWaterMark: 1 });
    this.organizationId = organizationId;
    this.holder = holder;
    this.query = query;
    this.position = after;
    this.#announced = after;
    // Its place at once: a reader that is cut before the first event comes back with it.
    this.push(retryMessage(retryMs) + throughMessage(after));
  }

  /** The reader waits for more. */
  get hungry(): boolean {
    return this.#hungry && this.#last === null && !this.destroyed;
  }

  override _read(): void {
    this.#hungry = true;
    if (this.#last !== null) return this.#end(this.#last);
    this.whenHungry();
  }

  /** All that matches up to `through`; `bytes` are the same for all followers who get it, and end with the event `last`. */
  deliver(bytes: Buffer, last: number, through: number): void {
    this.position = through;
    this.#announced = last;
    this.#send(bytes);
  }

  /** Nothing up to `through` matches. After a long stretch the reader is told, so that it need not begin before it again. */
  pass(through: number, silentStretch: number): void {
    this.position = through;
    if (through - this.#announced >= silentStretch) this.#announce();
  }

  /** A sign of life for whoever waits; whoever does not has something to read. */
  beat(): void {
    if (!this.hungry) return;
    if (this.position > this.#announced) this.#announce();
    else this.#send(HEARTBEAT);
  }

  /** Says why, once, and ends; after what is under way has gone out. */
  end(reason: unknown): void {
    if (this.#last !== null) return;
    this.#last = endMessage(reason);
    if (this.#hungry) this.#end(this.#last);
  }

  /** Ends without a word: the reader is to come back. Who does not read now is cut off. */
  leave(): void {
    if (this.#hungry) this.push(null);
    else this.destroy();
  }

  #announce(): void {
    this.#announced = this.position;
    this.#send(throughMessage(this.position));
  }

  #send(chunk: string | Buffer): void {
    this.#hungry = false;
    this.push(chunk);
  }

  #end(last: string): void {
    this.push(last);
    this.push(null);
  }
}
