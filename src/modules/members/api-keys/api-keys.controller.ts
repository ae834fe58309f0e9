import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import type { ApiKeyPage, ApiKeyView, CreatedApiKey } from '../members.contract';
import { ApiKeyDto, ApiKeyPatchDto, RotationDto } from './api-key.dto';
import { ApiKeyList } from './api-key-list';
import { ApiKeyRotation } from './api-key-rotation';
import { ApiKeys } from './api-keys';

const KeyId = (): ParameterDecorator => Param('id', new IdPipe('API key'));

@ApiTags('API keys')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly list: ApiKeyList,
    private readonly apiKeys: ApiKeys,
    private readonly rotation: ApiKeyRotation,
  ) {}

  @Get()
  @RequirePermission('api_keys:manage')
  @Audited('api_key_list.viewed')
  page(@Query() query: PageQueryDto): Promise<ApiKeyPage> {
    return this.list.page(query);
  }

  @Post()
  @StepUp()
  @RequirePermission('api_keys:manage', { by: 'person' })
  @AnswerNotKept()
  @Audited('api_key.created')
  create(@Body() dto: ApiKeyDto): Promise<CreatedApiKey> {
    return this.apiKeys.create(dto);
  }

  @Patch(':id')
  @StepUp()
  @RequirePermission('api_keys:manage', { by: 'person' })
  @Audited('api_key.updated')
  update(@KeyId() id: string, @Body() patch: ApiKeyPatchDto): Promise<ApiKeyView> {
    return this.apiKeys.update(id, patch);
  }

  /** A new secret, shown this once; the old one works for as long as is asked. */
  @Post(':id/rotation')
  @StepUp()
  @RequirePermission('api_keys:manage', { by: 'person' })
  @AnswerNotKept()
  @Audited('api_key.rotated')
  rotate(@KeyId() id: string, @Body() dto: RotationDto): Promise<CreatedApiKey> {
    return this.rotation.rotate(id, dto);
  }

  @Delete(':id')
  @StepUp()
  @RequirePermission('api_keys:manage')
  @HttpCode(204)
  @Audited('api_key.revoked')
  revoke(@KeyId() id: string): Promise<void> {
    return this.apiKeys.revoke(id);
  }
}
