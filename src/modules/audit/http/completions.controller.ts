import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { EventCompletion } from '../audit.contract';
import { CompletionDto } from './completion.dto';
import { Completions } from './completions';

@ApiTags('events')
@Controller('v1/events/completions')
export class CompletionsController {
  constructor(private readonly completions: Completions) {}

  /** What can stand at the caret of a query: fields, operators, values; never more than 20. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('audit_log.query_completed')
  @ApiOkResponse({ description: 'What is expected there, the range it replaces, and the options' })
  at(@Query() { q, caret }: CompletionDto): Promise<EventCompletion> {
    return this.completions.at(q, caret);
  }
}
