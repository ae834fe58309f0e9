import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { RateLimits } from '../../../platform/http/rate-limit/rate-limits';
import type { IngestResult } from '../audit.contract';
import { Ingest } from '../ingest/ingest';
import { readBody } from '../ingest/read-body';
import { answer } from './ingest-answer';
import { IngestQueryDto } from './ingest-query.dto';

@ApiTags('events')
@Controller('v1/events')
export class IngestController {
  constructor(
    private readonly ingest: Ingest,
    private readonly limits: RateLimits,
  ) {}

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
  async take(
    @Body() body: unknown,
    @Query() { atomic }: IngestQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IngestResult> {
    const { events, single } = readBody(body);
    this.limits.admitEvents(events.length, reply);
    return answer(
      await this.ingest.take(events, atomic === 'true'),
      { single, atomic: atomic === 'true' },
      reply,
    );
  }
}
