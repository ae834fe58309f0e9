import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process, told from a later one with the same number. `startedAt` is opaque; '' where the system does not tell. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** Null when there is no such process, or only a zombie, which holds no resource any more. */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  if (startedAt !== null) return { pid, startedAt };
  return isHidden(pid) ? { pid, startedAt: '' } : null;
}

export function isRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return (
    now !== null &&
    (now.startedAt === identity.startedAt || now.startedAt === '' || identity.startedAt === '')
  );
}

/** True once the process has ended, false if it still runs after `milliseconds`. */
export async function hasEnded(identity: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isRunning(identity)) {
    if (Date.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/** The words a process was started with, '' when there is none. */
export function commandLine(pid: number): string {
  if (process.platform === 'linux') return (readOrNull(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ');
  return ps(pid, 'command=') ?? '';
}

/** The state is read with the start: after a `kill -9` a process may stay a zombie for as long as its parent likes. */
function startOnLinux(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return isDead(state) ? null : `${readOrNull('/proc/sys/kernel/random/boot_id')?.trim()}/${rest[18]}`;
}

function startByPs(pid: number): string | null {
  const line = ps(pid, 'state=,lstart=');
  return line === null || isDead(line) ? null : line.replace(/^\S+\s+/, '');
}

function isDead(state: string): boolean {
  return state.startsWith('Z') || state.startsWith('X');
}

/** /proc may hide the processes of others (hidepid); a signal that is not permitted still proves that there is one. */
function isHidden(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && readOrNull(`/proc/${pid}/stat`) === null;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function ps(pid: number, columns: string): string | null {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
