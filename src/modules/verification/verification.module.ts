import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { IntegritySealingModule } from '../integrity/integrity.sealing.module';
import { VerificationController } from './http/verification.controller';
import { VerificationRequests } from './http/verification-requests';
import { Outcomes } from './rolling/outcome';
import { VerificationStore } from './storage/verification-store';
import './verification.actions';
import { RollingVerification } from './verification.rolling';
import { VerificationState } from './verification.state';
import { LogList } from './walk/log-list';
import { LogWalk } from './walk/log-walk';

/** Whether the logs are still what was recorded and signed. */
@Module({
  imports: [AuditModule, AuthModule, IntegritySealingModule],
  controllers: [VerificationController],
  providers: [
    LogList,
    LogWalk,
    VerificationStore,
    Outcomes,
    RollingVerification,
    VerificationRequests,
    VerificationState,
  ],
  exports: [LogList, LogWalk, RollingVerification, VerificationState],
})
export class VerificationModule {}
