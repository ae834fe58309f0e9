import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { ApprovalsModule } from '../approvals/approvals.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { MembersModule } from '../members/members.module';
import { HeldCounts } from './holds.counts';
import { HoldGuard } from './holds.guard';
import { HoldHousekeeping } from './holds.housekeeping';
import { EventHoldsController } from './http/event-holds.controller';
import { LegalHoldsController } from './http/legal-holds.controller';
import { DueReviews } from './keeping/due-reviews';
import { HoldList } from './keeping/hold-list';
import { HoldNotices } from './keeping/hold-notices';
import { EventHolds } from './keeping/holds-of-event';
import { LegalHolds } from './keeping/legal-holds';
import { DueReleases } from './releasing/due-releases';
import { HoldReleases } from './releasing/hold-releases';
import { LegalHold } from './storage/legal-hold.entity';

/** What may not go, whatever its age: legal holds. */
@Module({
  imports: [
    AuditModule,
    AuthModule,
    MembersModule,
    ApprovalsModule,
    MailModule,
    TypeOrmModule.forFeature([LegalHold]),
  ],
  controllers: [LegalHoldsController, EventHoldsController],
  providers: [
    HoldGuard,
    HeldCounts,
    HoldNotices,
    HoldList,
    LegalHolds,
    EventHolds,
    HoldReleases,
    DueReleases,
    DueReviews,
    HoldHousekeeping,
  ],
  exports: [HoldGuard, HeldCounts, HoldHousekeeping],
})
export class HoldsModule {}
