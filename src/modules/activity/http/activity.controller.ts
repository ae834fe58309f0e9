import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type {
  ActivityHours,
  ActivityTypeList,
  ActivityView,
  AdoptionView,
  TimelinePage,
} from '../activity.contract';
import { typeList } from '../figures/type-list';
import { AdoptionFigures } from '../figures/adoption';
import { HoursOfWeek } from '../figures/hours';
import { Overview } from '../figures/overview';
import { Timeline } from '../timeline/timeline';
import { ActivityQueryDto, AdoptionQueryDto, HoursQueryDto, TimelineQueryDto } from './activity.dto';

/** Every route asks for the least, and shows what `Visibility` allows: everybody, the people of one's teams, or oneself. */
@ApiTags('activity')
@Controller('v1/activity')
export class ActivityController {
  constructor(
    private readonly overview: Overview,
    private readonly adoption: AdoptionFigures,
    private readonly hours: HoursOfWeek,
    private readonly timeline: Timeline,
  ) {}

  /** The five categories by type, day and with the time before; active users, stickiness, failed sign-ins. */
  @Get()
  @RequirePermission('activity:read:own')
  @Audited('activity.viewed')
  @ApiOkResponse({ description: 'Figures of a range' })
  figures(@Query() query: ActivityQueryDto): Promise<ActivityView> {
    return this.overview.of(query);
  }

  /** Whether a feature is used: by how many of those who are active, over time, and by team. */
  @Get('adoption')
  @RequirePermission('activity:read:own')
  @Audited('activity.charted')
  @ApiOkResponse({ description: 'Adoption by feature' })
  adopted(@Query() query: AdoptionQueryDto): Promise<AdoptionView> {
    return this.adoption.of(query);
  }

  /** Events by hour of the week. */
  @Get('hours')
  @RequirePermission('activity:read:own')
  @Audited('activity.charted')
  @ApiOkResponse({ description: 'Seven days of 24 hours' })
  week(@Query() query: HoursQueryDto): Promise<ActivityHours> {
    return this.hours.of(query);
  }

  /** What whoever asks did themselves. */
  @Get('mine')
  @RequirePermission('activity:read:own')
  @Audited('own_activity.viewed')
  @ApiOkResponse({ description: 'A page of one’s own timeline' })
  mine(@Query() query: TimelineQueryDto): Promise<TimelinePage> {
    return this.timeline.page('me', query);
  }

  /** What there is to send, and to count. */
  @Get('types')
  @RequirePermission('activity:read:own')
  @Audited('activity_types.viewed')
  @ApiOkResponse({ description: 'All types with their categories' })
  types(): ActivityTypeList {
    return typeList();
  }
}
