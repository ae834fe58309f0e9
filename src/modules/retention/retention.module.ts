import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
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
import { PurgeStore } from './storage/purge-store';
import { RehomingStore } from './storage/rehoming-store';
import { Settling } from './storage/settling';

const storage = [Settling, PurgeStore, RehomingStore];
const purge = [DatePurge, Inventories, PurgeRecords];

/** How long events are kept, and what happens when their day has passed. */
@Module({
  imports: [AuditModule, RetentionExpiryModule],
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
    RetentionHousekeeping,
  ],
  exports: [PartitionsAhead, Purger, Rehomer, RetentionHousekeeping],
})
export class RetentionModule {}
