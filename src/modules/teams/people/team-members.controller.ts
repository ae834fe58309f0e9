import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import { NewTeamMemberDto, PositionDto } from '../groups/team.dto';
import type { TeamMemberPage, TeamMemberView } from '../teams.contract';
import { TeamMemberList } from './team-member-list';
import { TeamPeople } from './team-people';

@ApiTags('teams')
@Controller('v1/teams/:id/members')
export class TeamMembersController {
  constructor(
    private readonly list: TeamMemberList,
    private readonly people: TeamPeople,
  ) {}

  @Get()
  @RequirePermission('teams:manage')
  @Audited('team_member_list.viewed')
  page(@Param('id', new IdPipe('team')) id: string, @Query() query: PageQueryDto): Promise<TeamMemberPage> {
    return this.list.page(id, query);
  }

  @Post()
  @StepUp()
  @RequirePermission('teams:manage', { by: 'person' })
  @Audited('team_member.added')
  add(
    @Param('id', new IdPipe('team')) id: string,
    @Body() { member_id, lead = false }: NewTeamMemberDto,
  ): Promise<TeamMemberView> {
    return this.people.add(id, member_id, lead);
  }

  @Patch(':memberId')
  @StepUp()
  @RequirePermission('teams:manage', { by: 'person' })
  @Audited('team_member.position_changed')
  setPosition(
    @Param('id', new IdPipe('team')) id: string,
    @Param('memberId', new IdPipe('team member')) memberId: string,
    @Body() { lead }: PositionDto,
  ): Promise<TeamMemberView> {
    return this.people.setPosition(id, memberId, lead);
  }

  @Delete(':memberId')
  @RequirePermission('teams:manage')
  @HttpCode(204)
  @Audited('team_member.removed')
  remove(
    @Param('id', new IdPipe('team')) id: string,
    @Param('memberId', new IdPipe('team member')) memberId: string,
  ): Promise<void> {
    return this.people.remove(id, memberId);
  }
}
