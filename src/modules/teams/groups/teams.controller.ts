import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import type { TeamPage, TeamView } from '../teams.contract';
import { TeamDto } from './team.dto';
import { TeamList } from './team-list';
import { Teams } from './teams';

@ApiTags('teams')
@Controller('v1/teams')
@RequirePermission('teams:manage')
export class TeamsController {
  constructor(
    private readonly list: TeamList,
    private readonly teams: Teams,
  ) {}

  @Get()
  @Audited('team_list.viewed')
  page(@Query() query: PageQueryDto): Promise<TeamPage> {
    return this.list.page(query);
  }

  @Post()
  @Audited('team.created')
  create(@Body() { name }: TeamDto): Promise<TeamView> {
    return this.teams.create(name);
  }

  @Patch(':id')
  @Audited('team.renamed')
  rename(@Param('id', new IdPipe('team')) id: string, @Body() { name }: TeamDto): Promise<TeamView> {
    return this.teams.rename(id, name);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('team.deleted')
  delete(@Param('id', new IdPipe('team')) id: string): Promise<void> {
    return this.teams.delete(id);
  }
}
