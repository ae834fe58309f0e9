import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AuditModule } from './modules/audit/audit.module';
import { HealthModule } from './modules/health/health.module';
import { ProblemFilter } from './platform/http/problem.filter';
import type { Log } from './platform/log/log';
import { PlatformModule } from './platform/platform.module';
import type { Settings } from './platform/settings';

/** The composition root: the modules, and the order of what is global (hooks, guards, interceptors, filters). */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, log: Log, options = { connect: true }): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.forRoot(settings, log, options), AuditModule, HealthModule],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
