import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import { PageQueryDto } from '../../../platform/http/page';
import type { ErasureDetail, ErasurePage, ErasurePreview, ErasureView } from '../erasure.contract';
import { ErasureDecisions } from '../requests/erasure-decisions';
import { ErasureList } from '../requests/erasure-list';
import { ErasurePreviews } from '../requests/erasure-preview';
import { ErasureRequests } from '../requests/erasure-requests';
import { erasureView } from '../storage/erasure-view';
import { ErasureDto, ErasureWishDto } from './erasure.dto';

const Id = (): ParameterDecorator => Param('id', new IdPipe('erasure'));

@ApiTags('erasures')
@Controller('v1/erasures')
@RequirePermission('audit:erase', { by: 'person' })
export class ErasuresController {
  constructor(
    private readonly requests: ErasureRequests,
    private readonly previews: ErasurePreviews,
    private readonly decisions: ErasureDecisions,
    private readonly erasures: ErasureList,
  ) {}

  /** What would be erased and what stands in the way; changes nothing. */
  @Post('preview')
  @HttpCode(200)
  @AnswerNotKept()
  @Audited('erasure.previewed')
  preview(@Body() wish: ErasureWishDto): Promise<ErasurePreview> {
    return this.previews.preview(wish);
  }

  /** Nothing happens until a second person agrees or, where there is none, for 48 hours. */
  @Post()
  @HttpCode(202)
  @StepUp()
  @Audited('erasure.requested')
  request(@Body() dto: ErasureDto): Promise<ErasureView> {
    return this.requests.request(dto);
  }

  @Get()
  @Audited('erasure_list.viewed')
  page(@Query() query: PageQueryDto): Promise<ErasurePage> {
    return this.erasures.page('events', query, erasureView);
  }

  @Get(':id')
  @Audited('erasure.viewed')
  one(@Id() id: string): Promise<ErasureDetail> {
    return this.erasures.one('events', id, erasureView);
  }

  /** The second person agrees: it begins at once. */
  @Put(':id/approval')
  @StepUp()
  @Audited('erasure.approved')
  async approve(@Id() id: string): Promise<ErasureView> {
    const { row, approval } = await this.decisions.approve('events', id);
    return erasureView(row, approval);
  }

  /** Takes it back, as who asked for it, or refuses it, as somebody else; until it begins. */
  @Delete(':id')
  @HttpCode(204)
  @Audited('erasure.withdrawn')
  end(@Id() id: string): Promise<void> {
    return this.decisions.end('events', id);
  }
}
