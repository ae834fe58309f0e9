import { Module } from '@nestjs/common';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import { AuditModule } from '../audit/audit.module';
import { CheckpointThinning } from './integrity.checkpoint-thinning';
import { LogEpochs } from './integrity.log-epochs';
import { RememberedSeals } from './integrity.remembered-seals';
import { Sealing } from './integrity.sealing';
import { SealingState } from './integrity.sealing-state';
import { SigningKeys } from './integrity.signing-keys';
import { NoteSigner } from './keys/note-signer';
import { LogPreparation } from './sealing/log-preparation';
import { LogRefusals } from './sealing/log-refusals';
import { SealConditions } from './sealing/seal-conditions';
import { SealMemory } from './sealing/seal-memory';
import { SealRound } from './sealing/seal-round';
import { SignedBefore } from './sealing/signed-before';
import { TreeStore } from './sealing/tree-store';

const inner = [
  NoteSigner,
  LogPreparation,
  LogRefusals,
  SealConditions,
  SealRound,
  SignedBefore,
  TreeStore,
  {
    provide: SealMemory,
    inject: [CONFIG],
    useFactory: ({ dataDirectory }: Settings) => new SealMemory(dataDirectory),
  },
];

const doors = [CheckpointThinning, LogEpochs, RememberedSeals, Sealing, SealingState, SigningKeys];

/** The trees of all logs grow here, and their checkpoints are signed. */
@Module({
  imports: [AuditModule],
  providers: [...inner, ...doors],
  exports: doors,
})
export class IntegritySealingModule {}
