import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { PageQueryDto } from '../../../platform/http/page';
import type { Export, ExportPage } from '../exports.contract';
import { ExportList } from '../requests/export-list';
import { OwnExports } from '../requests/own-exports';
import { ExportDownload } from './export-download';
import { ExportIdDto, ExportRequestDto } from './export.dto';

const PAGE = 50;

@ApiTags('exports')
@Controller('v1/exports')
@RequirePermission('audit:export')
export class ExportsController {
  constructor(
    private readonly requests: OwnExports,
    private readonly exports: ExportList,
    private readonly downloads: ExportDownload,
  ) {}

  /** Everything that a query shows now, or the events that were picked, as a file; it is built in the background. */
  @Post()
  @HttpCode(202)
  @StepUp()
  @Audited('export.requested')
  request(@Body() asked: ExportRequestDto): Promise<Export> {
    return this.requests.request(asked);
  }

  @Get()
  @Audited('exports.viewed')
  @ApiOkResponse({ description: 'A page of exports, newest first' })
  list(@Query() { limit = PAGE, cursor }: PageQueryDto): Promise<ExportPage> {
    return this.exports.page(limit, cursor);
  }

  @Get(':id')
  @Audited('export.viewed')
  one(@Param() { id }: ExportIdDto): Promise<Export> {
    return this.exports.one(id);
  }

  /** Cancels an export that is not finished; removes the file of one that is. */
  @Delete(':id')
  @HttpCode(204)
  @Audited('export.cancelled')
  withdraw(@Param() { id }: ExportIdDto): Promise<void> {
    return this.requests.withdraw(id);
  }

  @Get(':id/file')
  @StepUp()
  @Audited('export.downloaded')
  file(
    @Param() { id }: ExportIdDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.downloads.of(id, reply);
  }
}
