import { Module } from '@nestjs/common';
import { MailModule } from '../../platform/mail/mail.module';
import { ApprovalsModule } from '../approvals/approvals.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { ChangeApplication } from './changes/change-application';
import { ChangeMails } from './changes/change-mails';
import { ChangeRequests } from './changes/change-requests';
import { HoldsModule } from '../holds/holds.module';
import { ArchiveFiles } from './archive/archive-file';
import { ArchiveList } from './archive/archive-list';
import { ArchiveStore } from './archive/archive-store';
import { Archives } from './archive/archives';
import { LogExtents } from './extent/log-extent';
import { LogNumberChecks } from './extent/log-numbers';
import { UpcomingPurgeList } from './extent/upcoming-purges';
import { PolicyVersions } from './history/policy-versions';
import { PurgeHistory } from './history/purge-history';
import { ArchiveDownload } from './http/archive-download';
import { ArchivesController } from './http/archives.controller';
import { LogController } from './http/log.controller';
import { PurgesController } from './http/purges.controller';
import { RetentionPolicyController } from './http/retention-policy.controller';
import { Policies } from './policy/policies';
import { PolicyAftermath } from './policy/policy-aftermath';
import { PolicyViews } from './policy/policy-views';
import { Previews } from './preview/previews';
import { DatePurge } from './purge/date-purge';
import { Inventories } from './purge/inventory';
import { PurgeRecords } from './purge/purge-records';
import { ArchiveSearch } from './retention.archive-search';
import { ArchiveKeeping } from './retention.archive-keeping';
import { RetentionExpiryModule } from './retention.expiry.module';
import { PartitionsAhead } from './retention.partitions';
import { PolicyChanges } from './retention.policy-changes';
import { OverdueDates } from './retention.overdue';
import { RetentionHousekeeping } from './retention.housekeeping';
import { Purger } from './retention.purger';
import { Rehomer } from './retention.rehomer';
import { Unholder } from './retention.unholder';
import { PurgeStore } from './storage/purge-store';
import { RehomingStore } from './storage/rehoming-store';
import { Settling } from './storage/settling';
import { UnholdingStore } from './storage/unholding-store';

const policy = [Policies, PolicyAftermath, PolicyViews, Previews];
const changes = [ChangeApplication, ChangeMails, ChangeRequests, PolicyChanges];
const storage = [Settling, PurgeStore, RehomingStore, UnholdingStore];
const purge = [DatePurge, Inventories, PurgeRecords];
const archive = [
  Archives,
  ArchiveFiles,
  ArchiveStore,
  ArchiveList,
  ArchiveDownload,
  ArchiveSearch,
  ArchiveKeeping,
];

/** How long events are kept, and what happens when their day has passed. */
@Module({
  imports: [AuditModule, AuthModule, ApprovalsModule, HoldsModule, MailModule, RetentionExpiryModule],
  controllers: [RetentionPolicyController, PurgesController, ArchivesController, LogController],
  providers: [
    ...storage,
    ...purge,
    ...archive,
    ...policy,
    ...changes,
    PurgeHistory,
    PolicyVersions,
    LogExtents,
    LogNumberChecks,
    UpcomingPurgeList,
    PartitionsAhead,
    Purger,
    Rehomer,
    Unholder,
    RetentionHousekeeping,
    OverdueDates,
  ],
  exports: [
    ArchiveKeeping,
    OverdueDates,
    ArchiveSearch,
    OverdueDates,
    PartitionsAhead,
    PolicyChanges,
    Purger,
    Rehomer,
    Unholder,
    RetentionHousekeeping,
  ],
})
export class RetentionModule {}
