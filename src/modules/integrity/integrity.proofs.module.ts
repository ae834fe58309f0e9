import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { LogCapabilities } from './capability/log-capabilities';
import { LogCapabilityController } from './capability/log-capability.controller';
import { OpenLogs } from './capability/open-logs';
import { OpenLogsController } from './capability/open-logs.controller';
import { QuietReads } from './capability/quiet-reads';
import { CheckpointsController } from './http/checkpoints.controller';
import { EventProofsController } from './http/event-proofs.controller';
import './integrity.actions';
import { Checkpoints } from './integrity.checkpoints';
import { CheckpointList } from './proofs/checkpoint-list';
import { ConsistencyProofs } from './proofs/consistency-proofs';
import { EventProofs } from './proofs/event-proofs';
import { VerifierKeys } from './proofs/verifier-keys';

/** Reads the sealed trees: checkpoints, proofs, tiles. Seals nothing. */
@Module({
  imports: [AuditModule, AuthModule],
  controllers: [EventProofsController, CheckpointsController, LogCapabilityController, OpenLogsController],
  providers: [
    Checkpoints,
    CheckpointList,
    ConsistencyProofs,
    EventProofs,
    LogCapabilities,
    OpenLogs,
    QuietReads,
    VerifierKeys,
  ],
  exports: [Checkpoints],
})
export class IntegrityProofsModule {}
