import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { IngestResult } from '../audit.contract';
import { EventIngest } from '../audit.ingest';
import { IngestQueryDto } from './ingest-query.dto';

@ApiTags('events')
@Controller('v1/events')
export class IngestController {
  constructor(private readonly ingest: EventIngest) {}

  /**
   * Stores events of a host product: one, `{ "events": […] }`, or NDJSON. Each has its own status; with `?atomic=true` all
   * are stored or none. Repeating a request with the same ids does no harm as long as the events are kept.
   */
  @Post()
  @HttpCode(200)
  @RequirePermission('events:write')
  @Audited('events.ingested')
  @ApiBody({ description: 'An event, or { "events": [ … ] }', schema: { type: 'object' } })
  @ApiOkResponse({ description: 'What became of each event' })
  take(
    @Body() body: unknown,
    @Query() { atomic }: IngestQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IngestResult> {
    return this.ingest.take(body, atomic === 'true', reply);
  }
}
