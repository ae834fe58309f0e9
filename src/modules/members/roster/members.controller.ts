import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission, SignedIn, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import type { MemberPage, MemberView } from '../members.contract';
import { AccessReview } from './access-review';
import { MemberList } from './member-list';
import { MemberQueryDto, RoleDto } from './member.dto';
import { MemberLocks } from './member-locks';
import { Roster } from './roster';

@ApiTags('members')
@Controller('v1/members')
export class MembersController {
  constructor(
    private readonly members: MemberList,
    private readonly review: AccessReview,
    private readonly roster: Roster,
    private readonly locks: MemberLocks,
  ) {}

  @Get()
  @RequirePermission('members:manage')
  @Audited('member_list.viewed')
  list(@Query() query: MemberQueryDto): Promise<MemberPage> {
    return this.members.page(query);
  }

  /** Who may do what, as a CSV for whoever reviews it. */
  @Get('access-review')
  @RequirePermission('members:manage')
  @Audited('access_review.exported')
  async accessReview(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { name, text } = await this.review.csv();
    reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store');
    return text;
  }

  @Patch(':id')
  @StepUp()
  @RequirePermission('members:manage', { by: 'person' })
  @Audited('member.role_changed')
  changeRole(@Param('id', new IdPipe('member')) id: string, @Body() { role }: RoleDto): Promise<MemberView> {
    return this.roster.changeRole(id, role);
  }

  /** Anybody may leave, but for the last Owner. */
  @Delete('me')
  @SignedIn()
  @HttpCode(204)
  @Audited('member.left')
  leave(): Promise<void> {
    return this.roster.leave();
  }

  @Delete(':id')
  @StepUp()
  @RequirePermission('members:manage', { by: 'person' })
  @HttpCode(204)
  @Audited('member.removed')
  remove(@Param('id', new IdPipe('member')) id: string): Promise<void> {
    return this.roster.remove(id);
  }

  /** For a member whom too many wrong passwords keep from signing in. */
  @Delete(':id/lock')
  @StepUp()
  @RequirePermission('members:manage', { by: 'person' })
  @HttpCode(204)
  @Audited('member.unlocked')
  unlock(@Param('id', new IdPipe('member')) id: string): Promise<void> {
    return this.locks.lift(id);
  }
}
