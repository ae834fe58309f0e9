import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { IntegritySealingModule } from '../integrity/integrity.sealing.module';
import { LogWalk } from './walk/log-walk';

/** Whether the logs are still what was recorded and signed. */
@Module({
  imports: [AuditModule, IntegritySealingModule],
  providers: [LogWalk],
  exports: [LogWalk],
})
export class VerificationModule {}
