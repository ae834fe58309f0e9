import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, SignedIn, StepUp } from '../../../platform/http/declarations';
import type { OrganizationView } from '../organizations.contract';
import { OrganizationSettings } from '../organizations.settings';
import { FoundingDto, OrganizationPatchDto } from './organization.dto';

/** What makes signing in easier or harder for everybody needs a fresh proof. */
const SECURITY_SETTINGS = ['mfa_required', 'session_idle_minutes', 'session_absolute_hours'];

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
  @StepUp((body) => SECURITY_SETTINGS.some((name) => name in body))
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
