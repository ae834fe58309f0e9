import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import { IdPipe } from '../../../platform/http/id.pipe';
import { PageQueryDto } from '../../../platform/http/page';
import type { ApiKeyPage, CreatedApiKey } from '../members.contract';
import { ApiKeyDto } from './api-key.dto';
import { ApiKeys } from './api-keys';

@ApiTags('API keys')
@Controller('v1/api-keys')
@RequirePermission('api_keys:manage')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeys) {}

  @Get()
  @Audited('api_key_list.viewed')
  list(@Query() query: PageQueryDto): Promise<ApiKeyPage> {
    return this.apiKeys.page(query);
  }

  @Post()
  @AnswerNotKept()
  @Audited('api_key.created')
  create(@Body() dto: ApiKeyDto): Promise<CreatedApiKey> {
    return this.apiKeys.create(dto);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('api_key.revoked')
  revoke(@Param('id', new IdPipe('API key')) id: string): Promise<void> {
    return this.apiKeys.revoke(id);
  }
}
