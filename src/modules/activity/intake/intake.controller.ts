import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { IngestResult } from '../../audit/audit.contract';
import { EventIngest } from '../../audit/audit.ingest';
import { ACTIVITIES } from './to-event';

class IntakeQueryDto {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'Store all or none.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  atomic?: 'true' | 'false';
}

@ApiTags('activity')
@Controller('v1/activity')
export class IntakeController {
  constructor(private readonly ingest: EventIngest) {}

  /**
   * What people did in a host product, in a small shape: one, `{ "activities": […] }`, or NDJSON, each with `type` (see
   * `GET /v1/activity/types`) and `user`. Stored, limited and answered as `POST /v1/events` does it.
   */
  @Post()
  @HttpCode(200)
  @RequirePermission('events:write')
  @Audited('events.ingested')
  @ApiBody({ description: 'An activity, or { "activities": [ … ] }', schema: { type: 'object' } })
  @ApiOkResponse({ description: 'What became of each activity' })
  take(
    @Body() body: unknown,
    @Query() { atomic }: IntakeQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IngestResult> {
    return this.ingest.take(body, atomic === 'true', reply, ACTIVITIES);
  }
}
