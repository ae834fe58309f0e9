import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, SignedIn } from '../../../platform/http/declarations';
import type { OrganizationView } from '../organizations.contract';
import { OrganizationSettings } from '../organizations.settings';
import { FoundingDto, OrganizationPatchDto } from './organization.dto';

@ApiTags('organization')
@Controller('v1')
export class OrganizationController {
  constructor(private readonly organization: OrganizationSettings) {}

  @Get('organization')
  @SignedIn()
  @Audited('organization.viewed')
  view(): Promise<OrganizationView> {
    return this.organization.current();
  }

  @Patch('organization')
  @RequirePermission('settings:manage')
  @Audited('organization.updated')
  update(@Body() patch: OrganizationPatchDto): Promise<OrganizationView> {
    return this.organization.update(patch);
  }

  @Post('organizations')
  @SignedIn()
  @Audited('organization.founded')
  found(@Body() founding: FoundingDto): Promise<OrganizationView> {
    return this.organization.foundAnother(founding);
  }
}
