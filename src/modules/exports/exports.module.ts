import { Module, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../../platform/queue/job-queue';
import { AuditModule } from '../audit/audit.module';
import { ExportBuilder } from './building/export-builder';
import { DEFAULT_EXPORT_OPTIONS, EXPORT_OPTIONS } from './building/export-options';
import { SelectedEvents } from './building/selected-events';
import { buildExport } from './exports.jobs';
import { ExportRequests } from './exports.requests';
import { ExportSweeper } from './exports.sweeper';
import { ExportDownload } from './http/export-download';
import { ExportsController } from './http/exports.controller';
import { ExportList } from './requests/export-list';
import { OwnExports } from './requests/own-exports';
import { ExportAttempts } from './storage/export-attempts';

/** Files of what a query shows: asked for, built by a worker, handed out, expired. */
@Module({
  imports: [AuditModule],
  controllers: [ExportsController],
  providers: [
    ExportRequests,
    OwnExports,
    ExportList,
    ExportDownload,
    ExportBuilder,
    SelectedEvents,
    ExportAttempts,
    ExportSweeper,
    { provide: EXPORT_OPTIONS, useValue: DEFAULT_EXPORT_OPTIONS },
  ],
  exports: [ExportSweeper, ExportRequests],
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
