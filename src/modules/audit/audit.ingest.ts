import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { FieldError } from '../../platform/errors/daybook-error';
import { RateLimits } from '../../platform/http/rate-limit/rate-limits';
import type { IngestResult } from './audit.contract';
import { answer } from './http/ingest-answer';
import type { IncomingEvent } from './ingest/event-schema';
import { Ingest } from './ingest/ingest';
import { readBody, type Received } from './ingest/read-body';

export { validatorOf } from './ingest/event-schema';
export type { IncomingEvent };

/** What a request for the log looks like: the name of its list, and how one of its items becomes an event. */
export interface IngestShape {
  readonly list: string;
  /** The event, or what is wrong with the item, by pointers into it. */
  convert(item: unknown): IncomingEvent | readonly FieldError[];
}

/** The door for what host products report: whatever shape it comes in, it is judged, limited, stored and answered the same. */
@Injectable()
export class EventIngest {
  constructor(
    private readonly ingest: Ingest,
    private readonly limits: RateLimits,
  ) {}

  /** One item, a list of them, or NDJSON; without a shape, events as they are. @throws DaybookError for a body that is none. */
  async take(
    body: unknown,
    atomic: boolean,
    reply: FastifyReply,
    shape?: IngestShape,
  ): Promise<IngestResult> {
    const { events, single } = readBody(body, shape?.list);
    this.limits.admitEvents(events.length, reply);
    const received = shape ? events.map((one) => convert(one, shape)) : events;
    return answer(await this.ingest.take(received, atomic), { single, atomic }, reply);
  }
}

function convert({ pointer, value, malformed }: Received, shape: IngestShape): Received {
  if (malformed) return { pointer, malformed };
  const converted = shape.convert(value);
  return Array.isArray(converted) ? { pointer, value, malformed: converted } : { pointer, value: converted };
}
