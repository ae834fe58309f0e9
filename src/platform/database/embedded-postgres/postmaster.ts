import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, identify, type ProcessIdentity } from './process-identity';

/** A running PostgreSQL server, as its postmaster.pid tells. */
export interface Postmaster extends ProcessIdentity {
  readonly port: number;
  /** It accepts connections; false while it starts, recovers or stops. */
  readonly ready: boolean;
}

/**
 * The server of that data directory, null if none lives. A pid file whose number now belongs to some other process
 * (a container's second life) is removed: PostgreSQL itself would take that process for its server and refuse to start.
 */
export function findPostmaster(dataDirectory: string): Postmaster | null {
  const path = join(dataDirectory, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const [pid, , , port, , , , status = ''] = readFileSync(path, 'utf8').split('\n');
  const identity = identify(Number(pid));
  if (identity !== null && serves(identity.pid, dataDirectory)) {
    return { ...identity, port: Number(port), ready: status.trim() === 'ready' };
  }
  if (identity !== null) rmSync(path, { force: true });
  return null;
}

function serves(pid: number, dataDirectory: string): boolean {
  const command = commandLine(pid);
  return (
    command.includes('postgres') &&
    [dataDirectory, realpathSync(dataDirectory)].some((path) => command.includes(path))
  );
}
