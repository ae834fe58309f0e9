import { Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import type { LogCapabilityView, NewLogCapability } from '../integrity.contract';
import { LogCapabilities } from './log-capabilities';

@ApiTags('proofs')
@Controller('v1/log-capability')
export class LogCapabilityController {
  constructor(private readonly capabilities: LogCapabilities) {}

  /** Whether the tree has a public address, since when, and who made it. */
  @Get()
  @RequirePermission('settings:manage')
  @Audited('log_capability.viewed')
  @ApiOkResponse({ description: 'Never the address itself' })
  current(): Promise<LogCapabilityView> {
    return this.capabilities.current();
  }

  /** Makes an address for witnesses and mirrors, which need no session; a former one ends. Shown this once. */
  @Put()
  @StepUp()
  @RequirePermission('settings:manage', { by: 'person' })
  @Audited('log_capability.renewed')
  @AnswerNotKept()
  @ApiOkResponse({ description: 'The prefix of C2SP tlog-tiles' })
  renew(): Promise<NewLogCapability> {
    return this.capabilities.renew();
  }

  /** From now on nobody reads the tree without signing in. */
  @Delete()
  @HttpCode(204)
  @StepUp()
  @RequirePermission('settings:manage', { by: 'person' })
  @Audited('log_capability.withdrawn')
  withdraw(): Promise<void> {
    return this.capabilities.withdraw();
  }
}
