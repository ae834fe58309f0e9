import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { DeskExports } from '../desk/desk-exports';
import { DeskProposals, type OpenedRequest } from '../desk/desk-proposals';
import { DeskQueue } from '../desk/desk-queue';
import { SupportMessages } from '../requests/support-messages';
import type { DeskPage, DeskRequest, SupportMessageView, SupportProposal } from '../support.contract';
import { DeskQueryDto, ProposalDto, UnaskedProposalDto } from './desk.dto';
import { SupportMessageDto } from './support-request.dto';

const RequestId = (): ParameterDecorator => Param('id', new IdPipe('support request'));

/** For the platform's operators: requests, whosever they are, and nothing else of anybody. */
@ApiTags('support')
@Controller('v1/support/requests')
@RequirePermission('support:operate', { by: 'person' })
export class DeskController {
  constructor(
    private readonly queue: DeskQueue,
    private readonly messages: SupportMessages,
    private readonly proposals: DeskProposals,
    private readonly exports: DeskExports,
  ) {}

  /** Of all organizations, what is most overdue first. */
  @Get()
  @Audited('support_queue.viewed')
  page(@Query() query: DeskQueryDto): Promise<DeskPage> {
    return this.queue.page(query);
  }

  @Get(':id')
  @Audited('support_request.viewed')
  one(@RequestId() id: string): Promise<DeskRequest> {
    return this.queue.one(id);
  }

  /** Proposes an export that nobody asked for. */
  @Post()
  @StepUp()
  @Audited('support_request.opened_by_support')
  open(@Body() dto: UnaskedProposalDto): Promise<OpenedRequest> {
    return this.proposals.open(dto);
  }

  @Post(':id/messages')
  @Audited('support_message.sent')
  answer(@RequestId() id: string, @Body() { text }: SupportMessageDto): Promise<SupportMessageView> {
    return this.messages.answer(id, text);
  }

  /** Proposes exactly which export; an Owner has twelve hours to approve it. */
  @Post(':id/proposal')
  @StepUp()
  @Audited('support_grant.proposed')
  propose(@RequestId() id: string, @Body() dto: ProposalDto): Promise<SupportProposal> {
    return this.proposals.propose(id, dto);
  }

  @Delete(':id/proposal')
  @HttpCode(204)
  @Audited('support_grant.withdrawn')
  withdraw(@RequestId() id: string): Promise<void> {
    return this.proposals.withdraw(id);
  }

  /** Starts what was approved. Its file is for the organization alone. */
  @Post(':id/export')
  @HttpCode(202)
  @StepUp()
  @Audited('support_export.started')
  start(@RequestId() id: string): Promise<SupportProposal> {
    return this.exports.start(id);
  }
}
