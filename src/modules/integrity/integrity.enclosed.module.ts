import { Module } from '@nestjs/common';
import { EnclosedCheckpoints } from './integrity.enclosed';
import { Gaps } from './integrity.gaps';
import { IntegrityProofsModule } from './integrity.proofs.module';
import { IntegritySealingModule } from './integrity.sealing.module';
import { VerifierKeys } from './proofs/verifier-keys';

/** What files that leave the installation take along of the tree. */
@Module({
  imports: [IntegrityProofsModule, IntegritySealingModule],
  providers: [EnclosedCheckpoints, Gaps, VerifierKeys],
  exports: [EnclosedCheckpoints, Gaps],
})
export class IntegrityEnclosedModule {}
