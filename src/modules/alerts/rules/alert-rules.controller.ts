import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import { PageQueryDto } from '../../../platform/http/page';
import type { AlertRulePage, AlertRuleTrial, AlertRuleView } from '../alerts.contract';
import { AlertRulePatchDto, NewAlertRuleDto } from './alert-rule.dto';
import { AlertRuleList } from './alert-rule-list';
import { AlertRules } from './alert-rules';
import { RuleTrial } from './rule-trial';
import { TrialDto } from './rule-trial.dto';

const RULE = new IdPipe('alert rule');

/** Whoever may read the log sees what it is watched for; what it is watched for is one of the organization's settings. */
@ApiTags('alerts')
@Controller('v1/alert-rules')
export class AlertRulesController {
  constructor(
    private readonly rules: AlertRules,
    private readonly lists: AlertRuleList,
    private readonly trials: RuleTrial,
  ) {}

  @Get()
  @RequirePermission('audit:read')
  @Audited('alert_rule_list.viewed')
  list(@Query() query: PageQueryDto): Promise<AlertRulePage> {
    return this.lists.page(query);
  }

  @Post()
  @RequirePermission('settings:manage')
  @Audited('alert_rule.created')
  create(@Body() rule: NewAlertRuleDto): Promise<AlertRuleView> {
    return this.rules.create(rule);
  }

  /** How often a rule would have fired, and when: before it is switched on. Nothing is stored. */
  @Post('trials')
  @AnswerNotKept()
  @HttpCode(200)
  @RequirePermission('audit:read')
  @Audited('alert_rule.tried')
  try(@Body() trial: TrialDto): Promise<AlertRuleTrial> {
    return this.trials.run(trial);
  }

  @Get(':id')
  @RequirePermission('audit:read')
  @Audited('alert_rule.viewed')
  one(@Param('id', RULE) id: string): Promise<AlertRuleView> {
    return this.lists.one(id);
  }

  /** Another query, threshold, window or group begins counting anew. */
  @Patch(':id')
  @RequirePermission('settings:manage')
  @Audited('alert_rule.updated')
  update(@Param('id', RULE) id: string, @Body() patch: AlertRulePatchDto): Promise<AlertRuleView> {
    return this.rules.update(id, patch);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('settings:manage')
  @Audited('alert_rule.deleted')
  remove(@Param('id', RULE) id: string): Promise<void> {
    return this.rules.remove(id);
  }

  @Put(':id/activation')
  @RequirePermission('settings:manage')
  @Audited('alert_rule.switched_on')
  switchOn(@Param('id', RULE) id: string): Promise<AlertRuleView> {
    return this.rules.switchOn(id);
  }

  @Delete(':id/activation')
  @HttpCode(204)
  @RequirePermission('settings:manage')
  @Audited('alert_rule.switched_off')
  switchOff(@Param('id', RULE) id: string): Promise<void> {
    return this.rules.switchOff(id);
  }
}
