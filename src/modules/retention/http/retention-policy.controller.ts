import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { Policies } from '../policy/policies';
import type { RetentionPolicyView } from '../retention.contract';
import { RetentionPolicyDto } from './retention-policy.dto';

@ApiTags('retention')
@Controller('v1/retention-policy')
export class RetentionPolicyController {
  constructor(private readonly policies: Policies) {}

  /** How long events are kept; who reads the log may know. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('retention_policy.viewed')
  view(): Promise<RetentionPolicyView> {
    return this.policies.current();
  }

  /** A longer policy counts at once; a shorter one moves what is stored in the background. */
  @Put()
  @StepUp()
  @RequirePermission('retention:manage')
  @Audited('retention_policy.changed')
  change(@Body() { default_days }: RetentionPolicyDto): Promise<RetentionPolicyView> {
    return this.policies.change(default_days);
  }
}
