import { Injectable } from '@nestjs/common';
import { AnchorState } from '../integrity/integrity.anchor-state';
import { SealingState } from '../integrity/integrity.sealing-state';

/** What keeps the log from being proven. Appending does not depend on it, so it makes no process unready. */
@Injectable()
export class ProofWarnings {
  constructor(
    private readonly sealing: SealingState,
    private readonly anchors: AnchorState,
  ) {}

  async list(): Promise<readonly string[]> {
    const [sealing, anchors] = await Promise.all([this.sealing.report(), this.anchors.report()]);
    return [...sealing.reasons, ...anchors.warnings];
  }
}
