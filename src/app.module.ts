import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessCheck } from './modules/audit/audit.access-check';
import { ActivityModule } from './modules/activity/activity.module';
import { ExpiryRule } from './modules/audit/audit.expiry';
import { AlertsModule } from './modules/alerts/alerts.module';
import { AuditModule } from './modules/audit/audit.module';
import { Requester } from './modules/audit/audit.requester';
import { WorkingTime } from './modules/audit/audit.working-time';
import { AuthModule } from './modules/auth/auth.module';
import { CredentialRequester } from './modules/auth/auth.requester';
import { HoldsModule } from './modules/holds/holds.module';
import { IntegritySealingModule } from './modules/integrity/integrity.sealing.module';
import { VerificationModule } from './modules/verification/verification.module';
import { ErasureModule } from './modules/erasure/erasure.module';
import { SupportModule } from './modules/support/support.module';
import { BundleFiles } from './modules/offboarding/offboarding.bundle-files';
import { OffboardingBundleModule } from './modules/offboarding/offboarding.bundle.module';
import { OffboardingModule } from './modules/offboarding/offboarding.module';
import { ApprovalsModule } from './modules/approvals/approvals.module';
import { ConsoleModule } from './modules/console/console.module';
import { ExportSupplements } from './modules/exports/exports.supplements';
import { ExportsModule } from './modules/exports/exports.module';
import { IntegrityAnchorsModule } from './modules/integrity/integrity.anchors.module';
import { HealthModule } from './modules/health/health.module';
import { IntegrityProofsModule } from './modules/integrity/integrity.proofs.module';
import { RepeatedAccessCheck } from './modules/members/members.access-check';
import { AccessCheckModule } from './modules/members/members.access-check.module';
import { MembersModule } from './modules/members/members.module';
import { TeamDirectory } from './modules/members/members.teams';
import { OrganizationsModule } from './modules/organizations/organizations.module';
import { OrganizationWorkingTime } from './modules/organizations/organizations.working-time';
import { OrganizationWorkingTimeModule } from './modules/organizations/organizations.working-time.module';
import { RetentionExpiry } from './modules/retention/retention.expiry';
import { RetentionExpiryModule } from './modules/retention/retention.expiry.module';
import { RetentionModule } from './modules/retention/retention.module';
import { ReviewsModule } from './modules/reviews/reviews.module';
import { TeamDirectoryModule } from './modules/teams/teams.directory.module';
import { Teammates } from './modules/teams/teams.directory';
import { TeamsModule } from './modules/teams/teams.module';
import { ViewsModule } from './modules/views/views.module';
import { IdempotencyModule } from './platform/http/idempotency/idempotency.module';
import { ProblemFilter } from './platform/http/problem.filter';
import type { Log } from './platform/log/log';
import { MailModule } from './platform/mail/mail.module';
import { PlatformModule, type PlatformOptions } from './platform/platform.module';
import type { Settings } from './platform/settings';
import { Recurrence } from './recurrence';
import { RecurringProofs } from './recurring-proofs';
import { RecurringSteps } from './recurring-steps';
import { RecurringReading, RecurringWork } from './recurring-work';

/** What lower modules ask of higher ones: each port is declared below and filled above. */
@Global()
@Module({
  imports: [
    RetentionExpiryModule,
    OrganizationWorkingTimeModule,
    AuthModule,
    TeamDirectoryModule,
    AccessCheckModule,
    OffboardingBundleModule,
  ],
  providers: [
    { provide: ExpiryRule, useExisting: RetentionExpiry },
    { provide: WorkingTime, useExisting: OrganizationWorkingTime },
    { provide: Requester, useExisting: CredentialRequester },
    { provide: TeamDirectory, useExisting: Teammates },
    { provide: AccessCheck, useExisting: RepeatedAccessCheck },
    { provide: ExportSupplements, useExisting: BundleFiles },
  ],
  exports: [ExpiryRule, WorkingTime, Requester, TeamDirectory, AccessCheck, ExportSupplements],
})
class Ports {}

const recurring = [Recurrence, RecurringWork, RecurringReading, RecurringSteps, RecurringProofs];

/**
 * The composition root: the modules, and the order of what is global. Guards: who it is, what they still owe, whether they
 * have just proven it (auth), then what they may do (members).
 */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, log: Log, options: PlatformOptions = {}): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(settings, log, options),
        ScheduleModule.forRoot(),
        Ports,
        IdempotencyModule,
        MailModule,
        AuditModule,
        IntegritySealingModule,
        VerificationModule,
        OrganizationsModule,
        AuthModule,
        MembersModule,
        TeamsModule,
        IntegrityProofsModule,
        ActivityModule,
        ApprovalsModule,
        ExportsModule,
        HoldsModule,
        RetentionModule,
        ErasureModule,
        SupportModule,
        OffboardingModule,
        ViewsModule,
        AlertsModule,
        ReviewsModule,
        IntegrityAnchorsModule,
        ConsoleModule,
        HealthModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }, ...recurring],
    };
  }
}
