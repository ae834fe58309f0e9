import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { LogExtents } from '../extent/log-extent';
import type { LogExtent } from '../retention.contract';

@ApiTags('events')
@Controller('v1/log')
export class LogController {
  constructor(private readonly extents: LogExtents) {}

  /** Since when there are events, how long they are kept, and how far purges went (S1-04). */
  @Get()
  @RequirePermission('audit:read')
  @Audited('log_extent.viewed')
  @ApiOkResponse({ description: 'What there is of the log' })
  view(): Promise<LogExtent> {
    return this.extents.current();
  }
}
