import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { OrganizationsModule } from '../organizations/organizations.module';
import './alerts.actions';
import { AlertEvaluation } from './alerts.evaluation';
import { OpenAlerts } from './alerts.inbox';
import { AlertMails } from './evaluation/alert-mails';
import { AlertProgress } from './evaluation/alert-progress.entity';
import { AlertRaising } from './evaluation/alert-raising';
import { Introduction } from './evaluation/introduction';
import { OrganizationPass } from './evaluation/organization-pass';
import { Alert } from './inbox/alert.entity';
import { AlertHandling } from './inbox/alert-handling';
import { AlertList } from './inbox/alert-list';
import { AlertViews } from './inbox/alert-views';
import { AlertsController } from './inbox/alerts.controller';
import { AlertRule } from './rules/alert-rule.entity';
import { AlertRuleList } from './rules/alert-rule-list';
import { AlertRuleTemplatesController } from './rules/alert-rule-templates.controller';
import { AlertRules } from './rules/alert-rules';
import { AlertRulesController } from './rules/alert-rules.controller';
import { RuleNotices } from './rules/rule-notices';
import { RuleTrial } from './rules/rule-trial';

/** What the log is watched for, and what was found: rules, their evaluation, the inbox. */
@Module({
  imports: [
    AuditModule,
    OrganizationsModule,
    AuthModule,
    MailModule,
    TypeOrmModule.forFeature([AlertRule, Alert, AlertProgress]),
  ],
  controllers: [AlertRulesController, AlertRuleTemplatesController, AlertsController],
  providers: [
    AlertRules,
    AlertRuleList,
    RuleTrial,
    RuleNotices,
    AlertEvaluation,
    OrganizationPass,
    Introduction,
    AlertRaising,
    AlertMails,
    AlertList,
    AlertViews,
    AlertHandling,
    OpenAlerts,
  ],
  exports: [AlertEvaluation, OpenAlerts],
})
export class AlertsModule {}
