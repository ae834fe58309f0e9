import { Injectable } from '@nestjs/common';
import { AnchorState } from '../integrity/integrity.anchor-state';

/** What keeps the log from being proven, in words. Appending does not depend on it, so nothing of it makes a process unready. */
@Injectable()
export class ProofWarnings {
  constructor(private readonly anchors: AnchorState) {}

  async list(): Promise<readonly string[]> {
    return (await this.anchors.report()).warnings;
  }
}
