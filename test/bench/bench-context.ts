import type { Access } from './api';
import type { Tenant } from './fill';
import type { Options } from './options';
import type { ServerProcess } from './server-process';
import type { Stage } from './stage';

/** What each part is given: a filled log, a server on it, and a way in. */
export interface Bench {
  readonly options: Options;
  readonly stage: Stage;
  readonly server: ServerProcess;
  readonly access: Access;
  readonly tenants: readonly Tenant[];
  /** Of the server, at rest after set-up. */
  readonly idleMb: number;
  /** The partitions in which the large organization has events since then. */
  readonly homes: (from: string) => string[];
}
