import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { HoldsOfEvent } from '../holds.contract';
import { EventHolds } from '../keeping/holds-of-event';
import { HeldEventDto } from './legal-hold.dto';

@ApiTags('events')
@Controller('v1/events')
export class EventHoldsController {
  constructor(private readonly holds: EventHolds) {}

  /** Which legal holds keep an event; none, and its retention policy alone decides. */
  @Get(':id/holds')
  @RequirePermission('audit:read')
  @Audited('event_holds.viewed')
  @ApiOkResponse({ description: 'Holds in force, the oldest first' })
  of(@Param() { id }: HeldEventDto): Promise<HoldsOfEvent> {
    return this.holds.of(id);
  }
}
