import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, Public, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import type {
  AcceptedInvitation,
  InvitationBatch as BatchView,
  InvitationPage,
  InvitationView,
} from '../members.contract';
import { Acceptance } from './acceptance';
import { InvitationBatch } from './invitation-batch';
import { AcceptanceDto, InvitationBatchDto, InvitationDto } from './invitation.dto';
import { InvitationList } from './invitation-list';
import { Invitations } from './invitations';

/** Whoever comes in with more than these is invited with a fresh proof. */
const ORDINARY_ROLES: readonly unknown[] = ['member', 'auditor'];

const isPrivileged = (invitation: unknown): boolean =>
  !ORDINARY_ROLES.includes((invitation as { role?: unknown } | null)?.role);

@ApiTags('invitations')
@Controller('v1/invitations')
export class InvitationsController {
  constructor(
    private readonly list: InvitationList,
    private readonly invitations: Invitations,
    private readonly batch: InvitationBatch,
    private readonly acceptance: Acceptance,
  ) {}

  @Get()
  @RequirePermission('members:manage')
  @Audited('invitation_list.viewed')
  page(@Query() query: PageQueryDto): Promise<InvitationPage> {
    return this.list.page(query);
  }

  @Post()
  @StepUp(isPrivileged)
  @RequirePermission('members:manage', { by: 'person' })
  @Audited('invitation.created')
  create(@Body() dto: InvitationDto): Promise<InvitationView> {
    return this.invitations.create(dto);
  }

  /** Up to 50 at once, each with its own result. */
  @Post('batch')
  @StepUp(({ invitations }) => !Array.isArray(invitations) || invitations.some(isPrivileged))
  @RequirePermission('members:manage', { by: 'person' })
  @HttpCode(200)
  @Audited('invitations.created')
  createAll(@Body() { invitations }: InvitationBatchDto): Promise<BatchView> {
    return this.batch.create(invitations);
  }

  /** Again, with a new link; the one sent before no longer works. */
  @Post(':id/delivery')
  @StepUp()
  @RequirePermission('members:manage', { by: 'person' })
  @Audited('invitation.resent')
  deliver(@Param('id', new IdPipe('invitation')) id: string): Promise<InvitationView> {
    return this.invitations.deliver(id);
  }

  @Delete(':id')
  @RequirePermission('members:manage', { by: 'person' })
  @HttpCode(204)
  @Audited('invitation.withdrawn')
  withdraw(@Param('id', new IdPipe('invitation')) id: string): Promise<void> {
    return this.invitations.withdraw(id);
  }

  @Post(':token/acceptance')
  @Public()
  @Audited('invitation.accepted')
  accept(@Param('token') token: string, @Body() dto: AcceptanceDto): Promise<AcceptedInvitation> {
    return this.acceptance.accept(token, dto);
  }
}
