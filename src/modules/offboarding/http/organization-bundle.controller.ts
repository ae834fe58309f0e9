import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import type { Export } from '../../exports/exports.contract';
import { BundleRequests } from '../bundle/bundle-requests';

@ApiTags('organization')
@Controller('v1/organization/bundle')
export class OrganizationBundleController {
  constructor(private readonly requests: BundleRequests) {}

  /** Everything of the organization, events exact and all tables, as an export among the others: GET /v1/exports/:id. */
  @Post()
  @HttpCode(202)
  @StepUp()
  @RequirePermission('organization:delete', { by: 'person' })
  @Audited('organization_bundle.requested')
  request(): Promise<Export> {
    return this.requests.request();
  }
}
