import { Injectable } from '@nestjs/common';
import { AnchorState } from '../integrity/integrity.anchor-state';
import { SealingState } from '../integrity/integrity.sealing-state';
import { VerificationState } from '../verification/verification.state';

/** What keeps the log from being proven, or was found in it. Appending does not depend on it, so it makes no process unready. */
@Injectable()
export class ProofWarnings {
  constructor(
    private readonly sealing: SealingState,
    private readonly anchors: AnchorState,
    private readonly verification: VerificationState,
  ) {}

  async list(): Promise<readonly string[]> {
    const [sealing, anchors, verification] = await Promise.all([
      this.sealing.report(),
      this.anchors.report(),
      this.verification.report(),
    ]);
    return [...sealing.reasons, ...anchors.warnings, ...verification.warnings];
  }
}
