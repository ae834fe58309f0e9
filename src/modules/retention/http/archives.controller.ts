import { Controller, Get, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { PageQueryDto } from '../../../platform/http/page';
import type { Page } from '../../audit/audit.contract';
import { ArchiveList } from '../archive/archive-list';
import type { ArchiveView } from '../retention.contract';
import { ArchiveDownload } from './archive-download';
import { PurgeDateDto } from './purges.dto';

@ApiTags('retention')
@Controller('v1/archives')
export class ArchivesController {
  constructor(
    private readonly archives: ArchiveList,
    private readonly downloads: ArchiveDownload,
  ) {}

  /** Which purged events are kept in files, the latest date first. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('archives.viewed')
  list(@Query() query: PageQueryDto): Promise<Page<ArchiveView>> {
    return this.archives.page(query);
  }

  /** All that was purged with one date, as Parquet: each column of each row, exactly. */
  @Get(':date/file')
  @StepUp()
  @RequirePermission('audit:export')
  @Audited('archive.downloaded')
  file(
    @Param() { date }: PurgeDateDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.downloads.of(date, reply);
  }
}
