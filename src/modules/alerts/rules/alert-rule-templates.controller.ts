import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { AlertRuleTemplateList } from '../alerts.contract';
import { TEMPLATES } from './templates';

@ApiTags('alerts')
@Controller('v1/alert-rule-templates')
export class AlertRuleTemplatesController {
  /** What rules begin as: every organization has been given them once. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('alert_rule_list.viewed')
  list(): AlertRuleTemplateList {
    return { data: TEMPLATES, next_cursor: null, prev_cursor: null };
  }
}
