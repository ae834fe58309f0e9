import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { AuditEvent, EventPage } from '../audit.contract';
import { EventIdDto } from './event-id.dto';
import { EventList } from './event-list';
import { EventListDto } from './event-query.dto';

@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(private readonly events: EventList) {}

  /** A page of the log, newest first: 50 events of the last seven days unless asked otherwise. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('audit_log.viewed')
  @ApiOkResponse({ description: 'A page of events' })
  list(@Query() query: EventListDto): Promise<EventPage> {
    return this.events.page(query);
  }

  @Get(':id')
  @RequirePermission('audit:read')
  @Audited('event.viewed')
  @ApiOkResponse({ description: 'One event' })
  one(@Param() { id }: EventIdDto): Promise<AuditEvent> {
    return this.events.one(id);
  }
}
