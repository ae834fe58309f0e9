import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { withoutRequest } from '../../../platform/context/request-context';
import { DaybookError, unavailable } from '../../../platform/errors/daybook-error';
import { Log } from '../../../platform/log/log';
import { AccessCheck } from '../audit.access-check';
import type { Expression } from '../audit.event-query';
import { AuditReader } from '../audit.reader';
import { Feed } from './feed';
import { Follower, type Following } from './follower';
import { LogHeads } from './log-heads';
import { Slots } from './slots';
import { STREAM_OPTIONS, type StreamOptions } from './stream-options';

/** Who asks for a stream, and for what. */
export interface Wanted extends Omit<Following, 'retryMs'> {
  readonly where: readonly Expression[];
  /** What its access is checked by, again and again. */
  readonly request: FastifyRequest;
}

const PERMISSION = 'audit:read';

/** All live streams of this process: one look at the heads for all of them, and only while there are any (F19: no NOTIFY). */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  readonly #feeds = new Map<string, Feed>();
  readonly #requests = new Map<Follower, FastifyRequest>();
  readonly #slots: Slots;
  #timers: NodeJS.Timeout[] = [];
  readonly #busy = new Set<string>();
  #stopping = false;

  constructor(
    private readonly reader: AuditReader,
    private readonly heads: LogHeads,
    private readonly access: AccessCheck,
    private readonly log: Log,
    @Inject(STREAM_OPTIONS) private readonly options: StreamOptions,
  ) {
    this.#slots = new Slots(options.reads);
  }

  /** @throws DaybookError `stream.too_many`; `server.stopping` */
  open({ where, request, ...wanted }: Wanted): Follower {
    this.#admit(wanted);
    const feed = this.#feedOf(wanted.organizationId);
    const follower = new Follower({ ...wanted, retryMs: this.options.retryMs }, () => feed.wake());
    feed.add(follower, where);
    this.#requests.set(follower, request);
    follower.once('close', () => this.#close(feed, follower));
    withoutRequest(() => this.#keepTime());
    return follower;
  }

  /** How many streams are open. */
  get size(): number {
    return this.#requests.size;
  }

  /** Readers come back to the next process, and go on where they were. */
  onModuleDestroy(): void {
    this.#stopping = true;
    for (const follower of this.#requests.keys()) follower.leave();
  }

  #admit({ organizationId, holder }: Pick<Following, 'organizationId' | 'holder'>): void {
    if (this.#stopping) throw unavailable('server.stopping', 'Daybook is stopping. Try again shortly.');
    const { mostOfOne, mostOfOrganization } = this.options;
    const theirs = [...(this.#feeds.get(organizationId)?.followers ?? [])];
    if (theirs.length >= mostOfOrganization) throw tooMany('your organization', mostOfOrganization);
    if (theirs.filter((one) => one.holder === holder).length >= mostOfOne) throw tooMany('you', mostOfOne);
  }

  #feedOf(organizationId: string): Feed {
    const known = this.#feeds.get(organizationId);
    if (known) return known;
    const { reader, options } = this;
    const failed = (error: unknown, group: readonly Follower[]): void => this.#failed(error, group);
    const feed = new Feed(organizationId, { reader, slots: this.#slots, options, failed });
    this.#feeds.set(organizationId, feed);
    return feed;
  }

  #close(feed: Feed, follower: Follower): void {
    feed.remove(follower);
    this.#requests.delete(follower);
    if (feed.followers.size === 0) this.#feeds.delete(feed.organizationId);
    if (this.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** While the database is away the streams stay. A question that takes too long is told so; a fault of ours breaks them, and their readers come back. */
  #failed(error: unknown, group: readonly Follower[]): void {
    if (error instanceof DaybookError && error.kind === 'unavailable') return;
    if (error instanceof DaybookError) return group.forEach((follower) => follower.end(error));
    this.log.error({ error }, 'a live stream could not be read on');
    for (const follower of group) follower.destroy();
  }

  #keepTime(): void {
    if (this.#timers.length > 0) return;
    const { pollMs, heartbeatMs, recheckMs } = this.options;
    this.#timers = [
      this.#every(pollMs, 'poll', () => this.#poll()),
      this.#every(recheckMs, 'recheck', () => this.#recheck()),
      setInterval(() => this.#requests.forEach((_, follower) => follower.beat()), heartbeatMs).unref(),
    ];
  }

  /** Not again before it is done; what fails is tried again next time. */
  #every(milliseconds: number, name: string, work: () => Promise<void>): NodeJS.Timeout {
    return setInterval(() => {
      if (this.#busy.has(name)) return;
      this.#busy.add(name);
      void work()
        .catch((error: unknown) => this.log.debug({ error, work: name }, 'live streams wait'))
        .finally(() => this.#busy.delete(name));
    }, milliseconds).unref();
  }

  async #poll(): Promise<void> {
    const heads = await this.heads.of([...this.#feeds.keys()]);
    for (const [organizationId, head] of heads) this.#feeds.get(organizationId)?.reach(head);
  }

  /**
   * Whose session or key is over, or has lost the permission, reads no further; asking does not prolong a session. What else
   * goes wrong for one says nothing of the others, and is asked again next time.
   */
  async #recheck(): Promise<void> {
    for (const [follower, request] of this.#requests) {
      try {
        if (!follower.destroyed) await this.access.require(request, PERMISSION);
      } catch (error) {
        if (isRefusal(error)) follower.end(error);
        else this.log.debug({ error }, 'a follower could not be checked');
      }
    }
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof DaybookError && ['unauthenticated', 'forbidden'].includes(error.kind);

const tooMany = (whose: string, most: number): DaybookError =>
  new DaybookError(
    'throttled',
    'stream.too_many',
    `There are ${most} live streams of ${whose} open already. Close one of them first.`,
    { retryAfterSeconds: 15 },
  );
