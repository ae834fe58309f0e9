import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalid, invalidField } from '../../../platform/errors/daybook-error';
import { AuditRecorder } from '../audit.recorder';
import { LiveStreams } from '../live/live-streams';
import { LogHeads } from '../live/log-heads';
import { STREAM_OPTIONS, type StreamOptions } from '../live/stream-options';
import { canonicalJson } from '../recording/canonical-json';
import { NO_END, parseQuery, type EventFilter } from '../search/parse-query';
import { EVER } from '../search/scope';
import type { Expression } from '../audit.event-query';
import type { EventStreamDto } from './event-stream.dto';

/** `GET /v1/events/stream`: from parameters to a stream, and what its own event says of it. */
@Injectable()
export class EventStream {
  constructor(
    private readonly streams: LiveStreams,
    private readonly heads: LogHeads,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
    @Inject(STREAM_OPTIONS) private readonly options: StreamOptions,
  ) {}

  /** @throws DaybookError `sequence.not_reached` for a place where the log has not come yet; `stream.too_many` */
  async open(
    { after, ...filter }: EventStreamDto,
    lastEventId: string | undefined,
    reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { organizationId, accountId, apiKeyId } = currentPrincipal();
    const start = await this.#start(organizationId, lastEventId ? sequenceOf(lastEventId) : after);
    this.recorder.describe({ details: { query: { ...filter }, after: start } });
    const where = this.#where(filter);
    const holder = accountId ?? apiKeyId ?? '';
    const query = canonicalJson(where);
    const follower = this.streams.open({
      organizationId,
      holder,
      query,
      where,
      after: start,
      request: reply.request,
    });
    reply.raw.setTimeout(this.options.stalledMs, () => reply.raw.destroy());
    reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no').header('connection', 'close');
    return new StreamableFile(follower, { type: 'text/event-stream' });
  }

  /** Where the log ends is where a stream begins, unless it is told. */
  async #start(organizationId: string, after: number | undefined): Promise<number> {
    const head = (await this.heads.of([organizationId])).get(organizationId) ?? 0;
    if (after !== undefined && after > head)
      throw invalid(
        'sequence.not_reached',
        `The log has come to ${head}, so nothing can follow ${after}. Has it been restored? Begin again without a place.`,
        [{ pointer: 'after', detail: `is beyond ${head}, the last sequence` }],
      );
    return after ?? head;
  }

  /** Unlike a list, a stream has no range unless one is asked for. */
  #where(filter: EventFilter): readonly Expression[] {
    const { from, to, where } = parseQuery({ from: EVER.from, ...filter }, this.clock.now());
    return from === EVER.from && to === NO_END ? where : [...where, { from, to }];
  }
}

function sequenceOf(lastEventId: string): number {
  if (!/^\d{1,15}$/.test(lastEventId))
    throw invalidField('Last-Event-ID', 'must be the id of an event of this stream');
  return Number(lastEventId);
}
