import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, SignedIn } from '../../../platform/http/declarations';
import type { ConsentList, ConsentVersionList, ConsentView } from '../organizations.contract';
import { ConsentDto } from './consent.dto';
import { ConsentKeyPipe } from './consent-key.pipe';
import { Consents } from './consents';

const onePage = { next_cursor: null, prev_cursor: null } as const;

@ApiTags('organization')
@Controller('v1/organization/consents')
export class ConsentsController {
  constructor(private readonly consents: Consents) {}

  @Get()
  @SignedIn()
  @Audited('consent_list.viewed')
  async list(): Promise<ConsentList> {
    return { data: await this.consents.list(), ...onePage };
  }

  /** All texts that were ever in force. */
  @Get(':key/versions')
  @SignedIn()
  @Audited('consent_versions.viewed')
  async versions(@Param('key', new ConsentKeyPipe()) key: string): Promise<ConsentVersionList> {
    return { data: await this.consents.versions(key), ...onePage };
  }

  @Put(':key')
  @RequirePermission('settings:manage')
  @Audited('consent.updated')
  save(@Param('key', new ConsentKeyPipe()) key: string, @Body() dto: ConsentDto): Promise<ConsentView> {
    return this.consents.save(key, dto);
  }

  @Delete(':key')
  @RequirePermission('settings:manage')
  @HttpCode(204)
  @Audited('consent.retired')
  retire(@Param('key', new ConsentKeyPipe()) key: string): Promise<void> {
    return this.consents.retire(key);
  }
}
