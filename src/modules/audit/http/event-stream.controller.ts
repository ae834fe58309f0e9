import { Controller, Get, Headers, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission, Unattended } from '../../../platform/http/declarations';
import { EventStream } from './event-stream';
import { EventStreamDto } from './event-stream.dto';

@ApiTags('events')
@Controller('v1/events')
export class EventStreamController {
  constructor(private readonly stream: EventStream) {}

  /**
   * Follows the log live, as server-sent events: `event` with an event as data and its sequence as id, in the order of the
   * log; `through` with the sequence that a seldom filter has come to; `end` with a problem when access is over. Whoever comes
   * back with `Last-Event-ID`, as browsers do by themselves, misses nothing and gets nothing twice.
   */
  @Get('stream')
  @RequirePermission('audit:read')
  @Audited('audit_log.followed')
  @Unattended()
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Begin after this sequence' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Events as they come', schema: { type: 'string' } })
  follow(
    @Query() query: EventStreamDto,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.stream.open(query, lastEventId, reply);
  }
}
