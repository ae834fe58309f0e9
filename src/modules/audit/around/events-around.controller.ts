import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { EventSurroundings } from '../audit.contract';
import { EventIdDto } from '../http/event-id.dto';
import { AroundDto } from './around.dto';
import { EventsAround } from './events-around';

@ApiTags('events')
@Controller('v1/events')
export class EventsAroundController {
  constructor(private readonly around: EventsAround) {}

  /** What happened before and after one event: in its session, its request, or the minutes around it. */
  @Get(':id/around')
  @RequirePermission('audit:read')
  @Audited('event.surroundings_viewed')
  @ApiOkResponse({ description: 'The event, and those before and after it in the order of time' })
  of(@Param() { id }: EventIdDto, @Query() query: AroundDto): Promise<EventSurroundings> {
    return this.around.of(id, query);
  }
}
