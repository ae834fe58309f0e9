import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { EventIngest } from './audit.ingest';
import { EventCounting } from './audit.counting';
import { AuditInterceptor } from './audit.interceptor';
import { AuditReader } from './audit.reader';
import { AuditRecorder } from './audit.recorder';
import { LogSnapshots } from './audit.snapshot';
import { UnitOfWork } from './audit.unit-of-work';
import { CountStore } from './counting/count-store';
import { EventList } from './http/event-list';
import { EventsController } from './http/events.controller';
import { IngestController } from './http/ingest.controller';
import { Ingest } from './ingest/ingest';
import { EventWriter } from './recording/event-writer';
import { EventPages } from './search/event-pages';
import { EventPartitions } from './storage/partitions';

/** The log itself: recording, ingest, search. The lowest module; everything else stands on its doors. */
@Module({
  controllers: [EventsController, IngestController],
  providers: [
    AuditRecorder,
    AuditReader,
    UnitOfWork,
    EventWriter,
    EventPartitions,
    EventPages,
    EventList,
    Ingest,
    EventIngest,
    LogSnapshots,
    CountStore,
    EventCounting,
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  ],
  exports: [
    EventIngest,
    LogSnapshots,
    EventCounting,
    AuditRecorder,
    AuditReader,
    UnitOfWork,
    EventPartitions,
  ],
})
export class AuditModule {}
