import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { Metrics } from './metrics';
import { RetentionModule } from '../retention/retention.module';
import { Readiness } from './readiness';

/** Probes and metrics: the only routes besides the documentation that leave no event. */
@Module({ imports: [RetentionModule], controllers: [HealthController], providers: [Readiness, Metrics] })
export class HealthModule {}
