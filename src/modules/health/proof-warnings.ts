import { Injectable } from '@nestjs/common';
import { SealingState } from '../integrity/integrity.sealing-state';

/** What keeps the log from being proven. Appending does not depend on it, so it makes no process unready. */
@Injectable()
export class ProofWarnings {
  constructor(private readonly sealing: SealingState) {}

  async list(): Promise<readonly string[]> {
    return (await this.sealing.report()).reasons;
  }
}
