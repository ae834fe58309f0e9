import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { HoldsModule } from '../holds/holds.module';
import { LogExtents } from './extent/log-extent';
import { PurgeHistory } from './history/purge-history';
import { LogController } from './http/log.controller';
import { PurgesController } from './http/purges.controller';
import { RetentionPolicyController } from './http/retention-policy.controller';
import { Policies } from './policy/policies';
import { DatePurge } from './purge/date-purge';
import { Inventories } from './purge/inventory';
import { PurgeRecords } from './purge/purge-records';
import { RetentionExpiryModule } from './retention.expiry.module';
import { PartitionsAhead } from './retention.partitions';
import { RetentionHousekeeping } from './retention.housekeeping';
import { Purger } from './retention.purger';
import { Rehomer } from './retention.rehomer';
import { Unholder } from './retention.unholder';
import { PurgeStore } from './storage/purge-store';
import { RehomingStore } from './storage/rehoming-store';
import { Settling } from './storage/settling';
import { UnholdingStore } from './storage/unholding-store';

const storage = [Settling, PurgeStore, RehomingStore, UnholdingStore];
const purge = [DatePurge, Inventories, PurgeRecords];

/** How long events are kept, and what happens when their day has passed. */
@Module({
  imports: [AuditModule, HoldsModule, RetentionExpiryModule],
  controllers: [RetentionPolicyController, PurgesController, LogController],
  providers: [
    ...storage,
    ...purge,
    Policies,
    PurgeHistory,
    LogExtents,
    PartitionsAhead,
    Purger,
    Rehomer,
    Unholder,
    RetentionHousekeeping,
  ],
  exports: [PartitionsAhead, Purger, Rehomer, Unholder, RetentionHousekeeping],
})
export class RetentionModule {}
