import {
  Global,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
  Inject,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { applicationOptions } from '../../config/data-source';
import { Clock, SystemClock } from './clock/clock';
import { Signing } from './crypto/signing';
import { DatabaseWatch } from './database/database-watch';
import { JOB_POOL, READ_POOL, WRITE_POOL } from './database/database.tokens';
import { DatabasePool } from './database/pools';
import { FileStore } from './files/file-store';
import { openFiles } from './files/open-files';
import { StorageWatch } from './files/storage-watch';
import { Countries, openCountries } from './geo/countries';
import { RateCounters } from './http/rate-limit/rate-counters';
import { RateLimits } from './http/rate-limit/rate-limits';
import { RouteTable } from './http/route-table';
import { Log } from './log/log';
import { CONFIG } from './platform.tokens';
import { JobQueue } from './queue/job-queue';
import { DEFAULT_QUEUE_OPTIONS, QUEUE_OPTIONS } from './queue/queue-options';
import type { Settings } from './settings';

const SEARCH_LIMIT_MS = 5_000;

const rateLimiting = [RateCounters, RateLimits];
const queue = [{ provide: QUEUE_OPTIONS, useValue: DEFAULT_QUEUE_OPTIONS }, JobQueue];

const forEverybody = [
  CONFIG,
  Log,
  Clock,
  WRITE_POOL,
  READ_POOL,
  JOB_POOL,
  DatabaseWatch,
  Countries,
  FileStore,
  StorageWatch,
  Signing,
  JobQueue,
  RouteTable,
  RateLimits,
];

export interface PlatformOptions {
  readonly connect?: boolean;
  /** In place of the time of this process. */
  readonly clock?: Clock;
}

/** Mechanism for everybody: settings, clock, log, the database's pools. Imports no module of `modules/`. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(WRITE_POOL) private readonly writes: DatabasePool,
    @Inject(READ_POOL) private readonly reads: DatabasePool,
    @Inject(JOB_POOL) private readonly jobs: DatabasePool,
  ) {}

  static forRoot(
    settings: Settings,
    log: Log,
    { connect = true, clock }: PlatformOptions = {},
  ): DynamicModule {
    const { url, poolSize } = settings.database;
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...applicationOptions(url, poolSize),
          autoLoadEntities: true,
          manualInitialization: !connect,
          retryAttempts: 3,
          retryDelay: 1_000,
        }),
      ],
      providers: [
        { provide: CONFIG, useValue: settings },
        { provide: Log, useValue: log },
        clock ? { provide: Clock, useValue: clock } : { provide: Clock, useClass: SystemClock },
        ...databaseProviders(url, log),
        ...fileProviders(settings),
        ...queue,
        RouteTable,
        ...rateLimiting,
      ],
      exports: forEverybody,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.writes.close(), this.reads.close(), this.jobs.close()]);
  }
}

const fileProviders = (settings: Settings): Provider[] => [
  { provide: FileStore, useFactory: () => openFiles(settings) },
  StorageWatch,
  { provide: Signing, useFactory: () => new Signing(settings.secret) },
  { provide: Countries, useFactory: () => openCountries(settings.geo.path) },
];

function databaseProviders(url: string, log: Log): Provider[] {
  return [
    { provide: WRITE_POOL, useFactory: () => new DatabasePool(url, 'write', 6, { pipeline: true }) },
    {
      provide: READ_POOL,
      useFactory: () =>
        new DatabasePool(url, 'read', 6, { pipeline: true, statement_timeout: SEARCH_LIMIT_MS }),
    },
    { provide: JOB_POOL, useFactory: () => new DatabasePool(url, 'job', 6) },
    {
      provide: DatabaseWatch,
      inject: [DataSource, WRITE_POOL, READ_POOL, JOB_POOL],
      useFactory: (source: DataSource, ...pools: DatabasePool[]) =>
        new DatabaseWatch(
          url,
          source,
          pools.map(({ pool }) => pool),
          log,
        ),
    },
  ];
}
