import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import type { Remembered } from './sealing/memory-lines';
import { lookAtMemory } from './sealing/seal-memory';

export type { Remembered } from './sealing/memory-lines';

/** What the sealer of this data directory signed last of each log, for whoever checks: it may be ahead of the database by what a crash cut off. */
@Injectable()
export class RememberedSeals {
  constructor(@Inject(CONFIG) private readonly settings: Pick<Settings, 'dataDirectory'>) {}

  /** By organization, as of now; null when there is no memory here, or none that can be read. Changes nothing. */
  all(): Promise<ReadonlyMap<string, Remembered> | null> {
    return lookAtMemory(this.settings.dataDirectory);
  }
}
