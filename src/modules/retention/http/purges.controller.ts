import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { PageQueryDto } from '../../../platform/http/page';
import type { Page } from '../../audit/audit.contract';
import { UpcomingPurgeList } from '../extent/upcoming-purges';
import { PurgeHistory } from '../history/purge-history';
import type { PurgeDetail, PurgeView, UpcomingPurges } from '../retention.contract';
import { PurgeDateDto } from './purges.dto';

@ApiTags('retention')
@Controller('v1/purges')
@RequirePermission('audit:read')
@Audited('purges.viewed')
export class PurgesController {
  constructor(
    private readonly history: PurgeHistory,
    private readonly coming: UpcomingPurgeList,
  ) {}

  /** What went, the latest date first. */
  @Get()
  list(@Query() query: PageQueryDto): Promise<Page<PurgeView>> {
    return this.history.page(query);
  }

  /** What will go within the next thirty days, the first date first. */
  @Get('upcoming')
  upcoming(): Promise<UpcomingPurges> {
    return this.coming.current();
  }

  /** What went with one date, with every stretch of sequences. */
  @Get(':date')
  one(@Param() { date }: PurgeDateDto): Promise<PurgeDetail> {
    return this.history.one(date);
  }
}
