import type { Settings } from '../../src/platform/settings';

/** What a worker of erasures is told in the command line, as JSON. */
export interface ErasureOrder {
  readonly settings: Settings;
  readonly dieAtStep?: number;
  readonly afterMs?: number;
}
