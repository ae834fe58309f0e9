import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import { PageQueryDto } from '../../../platform/http/page';
import type {
  SubjectErasureDetail,
  SubjectErasurePage,
  SubjectErasurePreview,
  SubjectErasureView,
} from '../erasure.contract';
import { SubjectErasures } from '../persons/subject-erasures';
import { SubjectPreviews } from '../persons/subject-previews';
import { ErasureDecisions } from '../requests/erasure-decisions';
import { ErasureList } from '../requests/erasure-list';
import { subjectErasureView } from '../storage/erasure-view';
import { SubjectErasureDto, SubjectWishDto } from './subject-erasure.dto';

const Id = (): ParameterDecorator => Param('id', new IdPipe('erasure'));

@ApiTags('erasures')
@Controller('v1/subject-erasures')
@RequirePermission('audit:erase', { by: 'person' })
export class SubjectErasuresController {
  constructor(
    private readonly requests: SubjectErasures,
    private readonly previews: SubjectPreviews,
    private readonly decisions: ErasureDecisions,
    private readonly erasures: ErasureList,
  ) {}

  /** Whom it finds and where, and what stands in the way; changes nothing. Content is erased only when that is said. */
  @Post('preview')
  @HttpCode(200)
  @AnswerNotKept()
  @Audited('subject_erasure.previewed')
  preview(@Body() wish: SubjectWishDto): Promise<SubjectErasurePreview> {
    return this.previews.preview(wish);
  }

  /**
   * The identity of one person, out of all events that carry it by now, under the rules of every erasure. What the person does
   * afterwards is recorded again.
   */
  @Post()
  @HttpCode(202)
  @StepUp()
  @AnswerNotKept()
  @Audited('subject_erasure.requested')
  request(@Body() dto: SubjectErasureDto): Promise<SubjectErasureView> {
    return this.requests.request(dto);
  }

  @Get()
  @Audited('subject_erasure_list.viewed')
  page(@Query() query: PageQueryDto): Promise<SubjectErasurePage> {
    return this.erasures.page('person', query, subjectErasureView);
  }

  @Get(':id')
  @Audited('subject_erasure.viewed')
  one(@Id() id: string): Promise<SubjectErasureDetail> {
    return this.erasures.one('person', id, subjectErasureView);
  }

  /** The second person agrees: it begins at once. */
  @Put(':id/approval')
  @StepUp()
  @Audited('subject_erasure.approved')
  async approve(@Id() id: string): Promise<SubjectErasureView> {
    const { row, approval } = await this.decisions.approve('person', id);
    return subjectErasureView(row, approval);
  }

  /** Takes it back, as who asked for it, or refuses it, as somebody else; until it begins. */
  @Delete(':id')
  @HttpCode(204)
  @Audited('subject_erasure.withdrawn')
  end(@Id() id: string): Promise<void> {
    return this.decisions.end('person', id);
  }
}
