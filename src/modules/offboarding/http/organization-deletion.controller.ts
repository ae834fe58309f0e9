import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { DeletionRequests } from '../deletion/deletion-requests';
import type { OrganizationDeletionView } from '../offboarding.contract';
import { OrganizationDeletionDto } from './organization-deletion.dto';

@ApiTags('organization')
@Controller('v1/organization/deletion')
@RequirePermission('organization:delete', { by: 'person' })
export class OrganizationDeletionController {
  constructor(private readonly requests: DeletionRequests) {}

  @Get()
  @Audited('organization_deletion.viewed')
  view(): Promise<OrganizationDeletionView> {
    return this.requests.current();
  }

  /** Thirty days later, and with another Owner's agreement where there is one, everything of the organization goes for good. */
  @Post()
  @StepUp()
  @Audited('organization_deletion.requested')
  request(@Body() { name, reason }: OrganizationDeletionDto): Promise<OrganizationDeletionView> {
    return this.requests.request(name, reason);
  }

  @Put('approval')
  @StepUp()
  @Audited('organization_deletion.approved')
  approve(): Promise<OrganizationDeletionView> {
    return this.requests.approve();
  }

  /** Any Owner can stop it, until it begins. */
  @Delete()
  @HttpCode(204)
  @Audited('organization_deletion.withdrawn')
  withdraw(): Promise<void> {
    return this.requests.withdraw();
  }
}
