import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import type { AlertPage, AlertView } from '../alerts.contract';
import { AlertQueryDto, AssignmentDto, ClosureDto } from './alert.dto';
import { AlertHandling } from './alert-handling';
import { AlertList } from './alert-list';

const ALERT = new IdPipe('alert');
const BY_PERSON = { by: 'person' } as const;

/**
 * Whoever may read the log works through the inbox: it is what Auditors are there for, it changes neither the log nor what is
 * watched for, and each step is an event. A key has no judgement to give.
 */
@ApiTags('alerts')
@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly lists: AlertList,
    private readonly handling: AlertHandling,
  ) {}

  @Get()
  @RequirePermission('audit:read')
  @Audited('alert_list.viewed')
  list(@Query() query: AlertQueryDto): Promise<AlertPage> {
    return this.lists.page(query);
  }

  @Get(':id')
  @RequirePermission('audit:read')
  @Audited('alert.viewed')
  one(@Param('id', ALERT) id: string): Promise<AlertView> {
    return this.lists.one(id);
  }

  @Put(':id/assignment')
  @RequirePermission('audit:read', BY_PERSON)
  @Audited('alert.assigned')
  assign(@Param('id', ALERT) id: string, @Body() { member_id }: AssignmentDto): Promise<AlertView> {
    return this.handling.assign(id, member_id.toLowerCase());
  }

  @Delete(':id/assignment')
  @RequirePermission('audit:read', BY_PERSON)
  @Audited('alert.unassigned')
  unassign(@Param('id', ALERT) id: string): Promise<AlertView> {
    return this.handling.unassign(id);
  }

  @Put(':id/closure')
  @RequirePermission('audit:read', BY_PERSON)
  @Audited('alert.closed')
  close(@Param('id', ALERT) id: string, @Body() closure: ClosureDto): Promise<AlertView> {
    return this.handling.close(id, closure);
  }

  @Delete(':id/closure')
  @RequirePermission('audit:read', BY_PERSON)
  @Audited('alert.reopened')
  reopen(@Param('id', ALERT) id: string): Promise<AlertView> {
    return this.handling.reopen(id);
  }
}
