import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from './api';
import type { Tenant } from './fill';
import type { Stage } from './stage';

/** The way into a log that was filled, and whose it is. */
export interface FilledLog {
  readonly access: Access;
  readonly tenants: readonly Tenant[];
}

const FILE = 'filled.json';

/** What an earlier run left in the directory of the stage, once it had filled it. */
export function keptLog({ directory }: Stage): FilledLog | null {
  const path = join(directory, FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FilledLog) : null;
}

export function keepLog({ directory }: Stage, log: FilledLog): void {
  writeFileSync(join(directory, FILE), JSON.stringify(log), { mode: 0o600 });
}
