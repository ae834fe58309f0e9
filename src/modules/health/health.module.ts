import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { Metrics } from './metrics';
import { IntegrityAnchorsModule } from '../integrity/integrity.anchors.module';
import { IntegritySealingModule } from '../integrity/integrity.sealing.module';
import { RetentionModule } from '../retention/retention.module';
import { VerificationModule } from '../verification/verification.module';
import { ProofWarnings } from './proof-warnings';
import { Readiness } from './readiness';

/** Probes and metrics: the only routes besides the documentation that leave no event. */
@Module({
  imports: [RetentionModule, IntegritySealingModule, IntegrityAnchorsModule, VerificationModule],
  controllers: [HealthController],
  providers: [Readiness, ProofWarnings, Metrics],
})
export class HealthModule {}
