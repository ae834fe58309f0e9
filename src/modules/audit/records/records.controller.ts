import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { RecordHistory } from '../audit.contract';
import { RecordDto, RecordHistoryDto } from './record-history.dto';
import { RecordHistories } from './record-histories';

@ApiTags('records')
@Controller('v1/records')
export class RecordsController {
  constructor(private readonly histories: RecordHistories) {}

  /** Everything that touched one resource or subject, newest first, with what each event changed field by field. */
  @Get(':type/:id/history')
  @RequirePermission('audit:read')
  @Audited('record_history.viewed')
  @ApiOkResponse({ description: 'A page of events, each with its field changes' })
  history(@Param() record: RecordDto, @Query() query: RecordHistoryDto): Promise<RecordHistory> {
    return this.histories.page(record, query);
  }
}
