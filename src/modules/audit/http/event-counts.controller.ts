import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { EventFacets, EventHistogram } from '../audit.counts.contract';
import { FacetsDto, HistogramDto } from './event-counts.dto';
import { EventNumbers } from './event-numbers';

@ApiTags('events')
@Controller('v1/events')
export class EventCountsController {
  constructor(private readonly numbers: EventNumbers) {}

  /** How many events of a query there were when. What is estimated is marked `approximate`. */
  @Get('histogram')
  @RequirePermission('audit:read')
  @Audited('audit_log.charted')
  @ApiOkResponse({ description: 'Counts by time' })
  histogram(@Query() query: HistogramDto): Promise<EventHistogram> {
    return this.numbers.histogram(query);
  }

  /** The most frequent values of fields among the events of a query. What is estimated is marked `approximate`. */
  @Get('facets')
  @RequirePermission('audit:read')
  @Audited('audit_log.summarized')
  @ApiOkResponse({ description: 'Counts by value' })
  facets(@Query() query: FacetsDto): Promise<EventFacets> {
    return this.numbers.facets(query);
  }
}
