import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, Public } from '../../../platform/http/declarations';
import type { OrganizationView } from '../../organizations/organizations.contract';
import { InstallationState } from '../auth.installation';
import type { InstallationView } from '../auth.contract';
import { SetupDto } from './setup.dto';
import { Setup } from './setup';

@ApiTags('set-up')
@Controller('v1/setup')
export class SetupController {
  constructor(
    private readonly setup: Setup,
    private readonly installation: InstallationState,
  ) {}

  /** What the console asks before it offers to sign in. */
  @Get()
  @Public()
  @Audited('installation.viewed')
  async view(): Promise<InstallationView> {
    return this.installation.view();
  }

  @Post()
  @Public()
  @Audited('installation.set_up')
  run(@Body() dto: SetupDto): Promise<OrganizationView> {
    return this.setup.run(dto);
  }
}
