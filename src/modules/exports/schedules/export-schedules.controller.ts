import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import type { ExportSchedule, ExportScheduleList, ScheduledRunPage } from '../exports.schedules.contract';
import { ExportSchedules } from './export-schedules';
import { NewScheduleDto, SchedulePatchDto } from './schedule.dto';
import { ScheduleList } from './schedule-list';

const SCHEDULE = new IdPipe('export schedule');

/** Changes are for people: a key could make data leave long after it was taken away. */
@ApiTags('exports')
@Controller('v1/export-schedules')
export class ExportSchedulesController {
  constructor(
    private readonly list: ScheduleList,
    private readonly schedules: ExportSchedules,
  ) {}

  @Get()
  @RequirePermission('audit:export')
  @Audited('export_schedule_list.viewed')
  @ApiOkResponse({ description: 'All of them, the oldest first' })
  all(): Promise<ExportScheduleList> {
    return this.list.all();
  }

  /** An export of each day, ISO week or month, made in the one that follows it. */
  @Post()
  @StepUp()
  @RequirePermission('audit:export', { by: 'person' })
  @Audited('export_schedule.created')
  create(@Body() dto: NewScheduleDto): Promise<ExportSchedule> {
    return this.schedules.create(dto);
  }

  @Get(':id')
  @RequirePermission('audit:export')
  @Audited('export_schedule.viewed')
  one(@Param('id', SCHEDULE) id: string): Promise<ExportSchedule> {
    return this.list.one(id);
  }

  /** It runs for whoever changes it from then on. Another frequency begins with the next period of it. */
  @Patch(':id')
  @StepUp()
  @RequirePermission('audit:export', { by: 'person' })
  @Audited('export_schedule.updated')
  update(@Param('id', SCHEDULE) id: string, @Body() dto: SchedulePatchDto): Promise<ExportSchedule> {
    return this.schedules.update(id, dto);
  }

  /** No more exports. What there is stays as long as the schedule said. */
  @Delete(':id')
  @HttpCode(204)
  @StepUp()
  @RequirePermission('audit:export', { by: 'person' })
  @Audited('export_schedule.deleted')
  delete(@Param('id', SCHEDULE) id: string): Promise<void> {
    return this.schedules.delete(id);
  }

  /** What has become of it, the newest first; each export by its id at `/v1/exports`. */
  @Get(':id/runs')
  @RequirePermission('audit:export')
  @Audited('export_schedule_runs.viewed')
  @ApiOkResponse({ description: 'A page of them' })
  runs(@Param('id', SCHEDULE) id: string, @Query() query: PageQueryDto): Promise<ScheduledRunPage> {
    return this.list.runs(id, query);
  }

  /** No exports until it is resumed; what falls due meanwhile is not made up for. */
  @Put(':id/suspension')
  @StepUp()
  @RequirePermission('audit:export', { by: 'person' })
  @Audited('export_schedule.suspended')
  suspend(@Param('id', SCHEDULE) id: string): Promise<ExportSchedule> {
    return this.schedules.suspend(id);
  }

  /** It runs for whoever resumes it, from the next period on. */
  @Delete(':id/suspension')
  @HttpCode(200)
  @StepUp()
  @RequirePermission('audit:export', { by: 'person' })
  @Audited('export_schedule.resumed')
  resume(@Param('id', SCHEDULE) id: string): Promise<ExportSchedule> {
    return this.schedules.resume(id);
  }
}
