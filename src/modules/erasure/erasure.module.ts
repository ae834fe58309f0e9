import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobQueue } from '../../platform/queue/job-queue';
import { ApprovalsModule } from '../approvals/approvals.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { HoldsModule } from '../holds/holds.module';
import { MembersModule } from '../members/members.module';
import './erasure.actions';
import { carryOutErasure } from './erasure.jobs';
import { ErasureSweeper } from './erasure.sweeper';
import { ErasuresController } from './http/erasures.controller';
import { SubjectErasuresController } from './http/subject-erasures.controller';
import { PersonSearch } from './persons/person-search';
import { SubjectErasures } from './persons/subject-erasures';
import { SubjectPreviews } from './persons/subject-previews';
import { TextScan } from './persons/text-scan';
import { ErasureAsking } from './requests/erasure-asking';
import { ErasureDecisions } from './requests/erasure-decisions';
import { ErasureList } from './requests/erasure-list';
import { ErasurePreviews } from './requests/erasure-preview';
import { ErasureRequests } from './requests/erasure-requests';
import { Selecting } from './requests/selecting';
import { ErasureRow } from './storage/erasure.entity';
import { Cleaning } from './work/cleaning';
import { DEFAULT_ERASURE_OPTIONS, ERASURE_OPTIONS } from './work/erasure-options';
import { ErasureWindows } from './work/erasure-window';
import { ErasureWork } from './work/erasure-work';

/** The content of events, and persons in them, taken out of the log for good. */
@Module({
  imports: [
    AuditModule,
    AuthModule,
    MembersModule,
    ApprovalsModule,
    HoldsModule,
    TypeOrmModule.forFeature([ErasureRow]),
  ],
  controllers: [ErasuresController, SubjectErasuresController],
  providers: [
    Selecting,
    ErasureAsking,
    ErasureRequests,
    ErasurePreviews,
    ErasureDecisions,
    ErasureList,
    TextScan,
    PersonSearch,
    SubjectErasures,
    SubjectPreviews,
    ErasureWindows,
    ErasureWork,
    Cleaning,
    ErasureSweeper,
    { provide: ERASURE_OPTIONS, useValue: DEFAULT_ERASURE_OPTIONS },
  ],
  exports: [ErasureSweeper],
})
export class ErasureModule implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly work: ErasureWork,
  ) {}

  onModuleInit(): void {
    this.queue.handle(carryOutErasure, ({ organizationId, id }, signal) =>
      this.work.carryOut(organizationId, id, signal),
    );
  }
}
