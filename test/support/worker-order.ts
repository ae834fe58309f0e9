import type { ExportOptions } from '../../src/modules/exports/building/export-options';
import type { QueueOptions } from '../../src/platform/queue/queue-options';
import type { Settings } from '../../src/platform/settings';

/** What a worker process of a test is told, as JSON. */
export interface WorkerOrder {
  readonly settings: Settings;
  readonly queue: QueueOptions;
  readonly exports: ExportOptions;
  /** kill -9 itself at the n-th sync of a file. */
  readonly dieAtSync?: number;
  /** kill -9 itself in the middle of the n-th write to a file. */
  readonly dieAtWrite?: number;
}
