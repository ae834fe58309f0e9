import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { ActivityDays, ActivityProfile, ActivityUserPage, TimelinePage } from '../activity.contract';
import { Days } from '../figures/days';
import { Profiles } from '../figures/profile';
import { Users } from '../figures/users';
import { Timeline } from '../timeline/timeline';
import {
  ActivityUsersQueryDto,
  ProfileQueryDto,
  RangeDto,
  TimelineQueryDto,
  UserIdDto,
} from './activity.dto';

@ApiTags('activity')
@Controller('v1/activity/users')
export class ActivityUsersController {
  constructor(
    private readonly users: Users,
    private readonly profiles: Profiles,
    private readonly timeline: Timeline,
    private readonly perDay: Days,
  ) {}

  /** Who was here when, and did how much; also members who never came. */
  @Get()
  @RequirePermission('activity:read:own')
  @Audited('activity.listed')
  @ApiOkResponse({ description: 'A page of people' })
  list(@Query() query: ActivityUsersQueryDto): Promise<ActivityUserPage> {
    return this.users.page(query);
  }

  /** One person: what they do, when, from where; their sessions and roles. */
  @Get(':id')
  @RequirePermission('activity:read:own')
  @Audited('person_activity.viewed')
  @ApiOkResponse({ description: 'One person' })
  one(@Param() { id }: UserIdDto, @Query() query: ProfileQueryDto): Promise<ActivityProfile> {
    return this.profiles.of(id, query);
  }

  /** How much they did on each day; of half a year unless told. */
  @Get(':id/days')
  @RequirePermission('activity:read:own')
  @Audited('person_activity.charted')
  @ApiOkResponse({ description: 'Days with their events' })
  days(@Param() { id }: UserIdDto, @Query() query: RangeDto): Promise<ActivityDays> {
    return this.perDay.of(id, query);
  }

  /** What they did, session by session, newest first. */
  @Get(':id/timeline')
  @RequirePermission('activity:read:own')
  @Audited('person_activity.viewed')
  @ApiOkResponse({ description: 'A page of sessions' })
  events(@Param() { id }: UserIdDto, @Query() query: TimelineQueryDto): Promise<TimelinePage> {
    return this.timeline.page(id, query);
  }
}
