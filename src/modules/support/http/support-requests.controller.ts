import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, SignedIn, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import { GrantDecisions } from '../grants/grant-decisions';
import { SupportClosing } from '../requests/support-closing';
import { SupportMessages } from '../requests/support-messages';
import { SupportRequestList } from '../requests/support-request-list';
import { SupportRequests } from '../requests/support-requests';
import type { SupportMessageView, SupportRequestDetails, SupportRequestPage } from '../support.contract';
import {
  FeedbackDto,
  NewSupportRequestDto,
  SupportApprovalDto,
  SupportMessageDto,
} from './support-request.dto';

const RequestId = (): ParameterDecorator => Param('id', new IdPipe('support request'));

@ApiTags('support')
@Controller('v1/support-requests')
@SignedIn()
export class SupportRequestsController {
  constructor(
    private readonly requests: SupportRequests,
    private readonly list: SupportRequestList,
    private readonly messages: SupportMessages,
    private readonly closing: SupportClosing,
    private readonly decisions: GrantDecisions,
  ) {}

  @Post()
  @Audited('support_request.created')
  create(@Body() dto: NewSupportRequestDto): Promise<SupportRequestDetails> {
    return this.requests.create(dto);
  }

  /** One's own; all for who holds `support:grant`. */
  @Get()
  @Audited('support_requests.viewed')
  page(@Query() query: PageQueryDto): Promise<SupportRequestPage> {
    return this.list.page(query);
  }

  @Get(':id')
  @Audited('support_request.viewed')
  one(@RequestId() id: string): Promise<SupportRequestDetails> {
    return this.list.one(id);
  }

  @Post(':id/messages')
  @Audited('support_message.sent')
  send(@RequestId() id: string, @Body() { text }: SupportMessageDto): Promise<SupportMessageView> {
    return this.messages.send(id, text);
  }

  /** "Did this help?" Closes the request. */
  @Put(':id/feedback')
  @Audited('support_request.feedback_given')
  feedback(
    @RequestId() id: string,
    @Body() { helped, comment }: FeedbackDto,
  ): Promise<SupportRequestDetails> {
    return this.closing.answer(id, helped, comment ?? null);
  }

  @Put(':id/closure')
  @Audited('support_request.closed')
  close(@RequestId() id: string): Promise<SupportRequestDetails> {
    return this.closing.close(id);
  }

  @Delete(':id/closure')
  @HttpCode(204)
  @Audited('support_request.reopened')
  reopen(@RequestId() id: string): Promise<void> {
    return this.closing.reopen(id);
  }

  /** Lets support prepare exactly what it proposed, once, within four hours. */
  @Put(':id/approval')
  @StepUp()
  @RequirePermission('support:grant', { by: 'person' })
  @Audited('support_grant.approved')
  approve(
    @RequestId() id: string,
    @Body() { proposal_id }: SupportApprovalDto,
  ): Promise<SupportRequestDetails> {
    return this.decisions.approve(id, proposal_id);
  }

  /** Refuses, revokes or stops it, until the file is released. Taking power back needs no step-up. */
  @Delete(':id/approval')
  @HttpCode(204)
  @RequirePermission('support:grant', { by: 'person' })
  @Audited('support_grant.refused')
  refuse(@RequestId() id: string): Promise<void> {
    return this.decisions.refuse(id);
  }
}
