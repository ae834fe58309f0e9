import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, Public } from '../../../platform/http/declarations';
import type { OrganizationView } from '../../organizations/organizations.contract';
import { SetupDto } from './setup.dto';
import { Setup } from './setup';

@ApiTags('set-up')
@Controller('v1/setup')
export class SetupController {
  constructor(private readonly setup: Setup) {}

  @Post()
  @Public()
  @Audited('installation.set_up')
  run(@Body() dto: SetupDto): Promise<OrganizationView> {
    return this.setup.run(dto);
  }
}
