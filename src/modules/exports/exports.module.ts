import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { JobQueue } from '../../platform/queue/job-queue';
import { AuditModule } from '../audit/audit.module';
import { IntegritySealingModule } from '../integrity/integrity.sealing.module';
import { AuthModule } from '../auth/auth.module';
import { IntegrityAnchorsModule } from '../integrity/integrity.anchors.module';
import { IntegrityEnclosedModule } from '../integrity/integrity.enclosed.module';
import { Enclosures } from './building/enclosures';
import { Evidence } from './building/evidence';
import { ExportBuilder } from './building/export-builder';
import { DEFAULT_EXPORT_OPTIONS, EXPORT_OPTIONS } from './building/export-options';
import { SelectedEvents } from './building/selected-events';
import { buildExport } from './exports.jobs';
import { ExportRequests } from './exports.requests';
import { ExportScheduling } from './exports.scheduling';
import { ExportSweeper } from './exports.sweeper';
import { ExportDownload } from './http/export-download';
import { ExportsController } from './http/exports.controller';
import { SigningKeysController } from './http/signing-keys.controller';
import { BUILT_VERIFIER, VerifierProgram } from './http/verifier-program';
import { VerifierController } from './http/verifier.controller';
import { ExportChoice } from './requests/export-choice';
import { ExportList } from './requests/export-list';
import { OwnExports } from './requests/own-exports';
import { ExportScheduleRow } from './schedules/export-schedule.entity';
import { ExportSchedules } from './schedules/export-schedules';
import { ExportSchedulesController } from './schedules/export-schedules.controller';
import { RunSettler } from './schedules/run-settler';
import { ScheduleList } from './schedules/schedule-list';
import { ScheduleMails } from './schedules/schedule-mails';
import { ScheduleRunRow } from './schedules/schedule-run.entity';
import { ScheduleStarter } from './schedules/schedule-starter';
import { ExportAttempts } from './storage/export-attempts';

const schedules = [
  ExportSchedules,
  ScheduleList,
  ScheduleMails,
  ScheduleStarter,
  RunSettler,
  ExportScheduling,
];

/** Files of what a query shows: asked for, built by a worker, handed out, expired; and those that the calendar asks for. */
@Module({
  imports: [
    AuditModule,
    AuthModule,
    IntegrityAnchorsModule,
    IntegrityEnclosedModule,
    IntegritySealingModule,
    MailModule,
    TypeOrmModule.forFeature([ExportScheduleRow, ScheduleRunRow]),
  ],
  controllers: [ExportsController, ExportSchedulesController, SigningKeysController, VerifierController],
  providers: [
    ExportRequests,
    OwnExports,
    ExportChoice,
    ExportList,
    ExportDownload,
    ExportBuilder,
    Enclosures,
    Evidence,
    SelectedEvents,
    ExportAttempts,
    ExportSweeper,
    ...schedules,
    { provide: VerifierProgram, useFactory: () => new VerifierProgram(BUILT_VERIFIER) },
    { provide: EXPORT_OPTIONS, useValue: DEFAULT_EXPORT_OPTIONS },
  ],
  exports: [ExportSweeper, ExportRequests, ExportScheduling],
})
export class ExportsModule implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly builder: ExportBuilder,
  ) {}

  onModuleInit(): void {
    this.queue.handle(buildExport, ({ organizationId, id }, signal) =>
      this.builder.build(organizationId, id, signal),
    );
  }
}
