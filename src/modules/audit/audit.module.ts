import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { EventIngest } from './audit.ingest';
import { AuditCounts } from './audit.counts';
import { EventCounting } from './audit.counting';
import { AuditInterceptor } from './audit.interceptor';
import { AuditReader } from './audit.reader';
import { AuditRecorder } from './audit.recorder';
import { LogSnapshots } from './audit.snapshot';
import { UnitOfWork } from './audit.unit-of-work';
import { EventsAround } from './around/events-around';
import { EventsAroundController } from './around/events-around.controller';
import { CountStore } from './counts/count-store';
import { EventFlags } from './flags/event-flags';
import { Completions } from './http/completions';
import { CompletionsController } from './http/completions.controller';
import { EventCountsController } from './http/event-counts.controller';
import { EventNumbers } from './http/event-numbers';
import { EventList } from './http/event-list';
import { EventStream } from './http/event-stream';
import { EventStreamController } from './http/event-stream.controller';
import { EventsController } from './http/events.controller';
import { IngestController } from './http/ingest.controller';
import { Ingest } from './ingest/ingest';
import { LiveStreams } from './live/live-streams';
import { LogHeads } from './live/log-heads';
import { DEFAULT_STREAM_OPTIONS, STREAM_OPTIONS } from './live/stream-options';
import { EventWriter } from './recording/event-writer';
import { ViewSessions } from './recording/view-sessions';
import { RecordHistories } from './records/record-histories';
import { RecordsController } from './records/records.controller';
import { EventPages } from './search/event-pages';
import { EventPartitions } from './storage/partitions';

/** The log itself: recording, ingest, search. The lowest module; everything else stands on its doors. */
@Module({
  controllers: [
    EventStreamController,
    EventCountsController,
    EventsAroundController,
    RecordsController,
    CompletionsController,
    EventsController,
    IngestController,
  ],
  providers: [
    AuditRecorder,
    AuditReader,
    UnitOfWork,
    EventWriter,
    EventFlags,
    EventPartitions,
    EventPages,
    EventList,
    ViewSessions,
    Completions,
    Ingest,
    EventIngest,
    LogSnapshots,
    CountStore,
    AuditCounts,
    EventNumbers,
    EventCounting,
    LogHeads,
    LiveStreams,
    EventStream,
    EventsAround,
    RecordHistories,
    { provide: STREAM_OPTIONS, useValue: DEFAULT_STREAM_OPTIONS },
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  ],
  exports: [
    EventIngest,
    LogSnapshots,
    EventCounting,
    AuditCounts,
    AuditRecorder,
    AuditReader,
    UnitOfWork,
    EventPartitions,
  ],
})
export class AuditModule {}
