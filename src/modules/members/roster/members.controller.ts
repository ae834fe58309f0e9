import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, SignedIn } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import type { MemberPage, MemberView } from '../members.contract';
import { MemberList } from './member-list';
import { RoleDto } from './member.dto';
import { Roster } from './roster';

@ApiTags('members')
@Controller('v1/members')
export class MembersController {
  constructor(
    private readonly members: MemberList,
    private readonly roster: Roster,
  ) {}

  @Get()
  @RequirePermission('members:manage')
  @Audited('member_list.viewed')
  list(@Query() query: PageQueryDto): Promise<MemberPage> {
    return this.members.page(query);
  }

  @Patch(':id')
  @RequirePermission('members:manage')
  @Audited('member.role_changed')
  changeRole(@Param('id', new IdPipe('member')) id: string, @Body() { role }: RoleDto): Promise<MemberView> {
    return this.roster.changeRole(id, role);
  }

  /** One's own id: leaving, which anybody may. */
  @Delete(':id')
  @SignedIn()
  @HttpCode(204)
  @Audited('member.removed')
  remove(@Param('id', new IdPipe('member')) id: string): Promise<void> {
    return this.roster.remove(id);
  }
}
