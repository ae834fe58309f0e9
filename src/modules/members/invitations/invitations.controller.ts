import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, Public, RequirePermission } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import type { AcceptedInvitation, InvitationPage, InvitationView } from '../members.contract';
import { Acceptance } from './acceptance';
import { AcceptanceDto, InvitationDto } from './invitation.dto';
import { InvitationList } from './invitation-list';
import { Invitations } from './invitations';

@ApiTags('invitations')
@Controller('v1/invitations')
export class InvitationsController {
  constructor(
    private readonly list: InvitationList,
    private readonly invitations: Invitations,
    private readonly acceptance: Acceptance,
  ) {}

  @Get()
  @RequirePermission('members:manage')
  @Audited('invitation_list.viewed')
  page(@Query() query: PageQueryDto): Promise<InvitationPage> {
    return this.list.page(query);
  }

  @Post()
  @RequirePermission('members:manage')
  @Audited('invitation.created')
  create(@Body() dto: InvitationDto): Promise<InvitationView> {
    return this.invitations.create(dto);
  }

  @Delete(':id')
  @RequirePermission('members:manage')
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
