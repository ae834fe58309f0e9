import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { LogExtents } from '../extent/log-extent';
import { LogNumberChecks } from '../extent/log-numbers';
import type { LogExtent, LogNumbers } from '../retention.contract';
import { LogNumbersDto } from './log-numbers.dto';

@ApiTags('events')
@Controller('v1/log')
export class LogController {
  constructor(
    private readonly extents: LogExtents,
    private readonly numbers: LogNumberChecks,
  ) {}

  /** Since when there are events, how long they are kept, and how far purges went (S1-04). */
  @Get()
  @RequirePermission('audit:read')
  @Audited('log_extent.viewed')
  @ApiOkResponse({ description: 'What there is of the log' })
  view(): Promise<LogExtent> {
    return this.extents.current();
  }

  /** What became of numbers that a list does not show: on hand, purged, or missing, which no number may be. */
  @Get('numbers')
  @RequirePermission('audit:read')
  @Audited('audit_log.numbers_checked')
  @ApiOkResponse({ description: 'Each stretch in parts of the same fate' })
  check(@Query() { between }: LogNumbersDto): Promise<LogNumbers> {
    return this.numbers.of(between);
  }
}
