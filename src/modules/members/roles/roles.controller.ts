import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, SignedIn, StepUp } from '../../../platform/http/declarations';
import type { RolePage, RoleView } from '../members.contract';
import { RoleIdPipe } from './role-id.pipe';
import { NewRoleDto, RolePatchDto } from './role.dto';
import { Roles } from './roles';

@ApiTags('roles')
@Controller('v1/roles')
export class RolesController {
  constructor(private readonly roles: Roles) {}

  /** What each role allows is no secret to its members; there are few, so this is one page. */
  @Get()
  @SignedIn()
  @Audited('role_list.viewed')
  async list(): Promise<RolePage> {
    return { data: await this.roles.list(), next_cursor: null, prev_cursor: null };
  }

  @Post()
  @StepUp()
  @RequirePermission('roles:manage', { by: 'person' })
  @Audited('role.created')
  create(@Body() dto: NewRoleDto): Promise<RoleView> {
    return this.roles.create(dto);
  }

  @Patch(':id')
  @StepUp()
  @RequirePermission('roles:manage', { by: 'person' })
  @Audited('role.updated')
  update(@Param('id', new RoleIdPipe()) id: string, @Body() patch: RolePatchDto): Promise<RoleView> {
    return this.roles.update(id, patch);
  }

  @Delete(':id')
  @StepUp()
  @RequirePermission('roles:manage', { by: 'person' })
  @HttpCode(204)
  @Audited('role.deleted')
  delete(@Param('id', new RoleIdPipe()) id: string): Promise<void> {
    return this.roles.delete(id);
  }
}
