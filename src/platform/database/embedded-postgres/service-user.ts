import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, lchownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The system account that PostgreSQL runs as: it refuses to run as root. */
export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
}

/** Null unless Daybook runs as root. Then: whoever owns the data already, else `postgres`, else `nobody`; none is created. */
export function serviceUser(dataDirectory: string): ServiceUser | null {
  if (process.getuid?.() !== 0) return null;
  const user = ownerOf(dataDirectory) ?? account('postgres') ?? account('nobody');
  if (user === null)
    throw new Error(
      'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody" here: start Daybook as another user, or set DATABASE_URL',
    );
  return user;
}

/** Options of `spawn` that run a program as that user, from a directory that everybody can enter. */
export function runAs(user: ServiceUser | null): { cwd: string; uid?: number; gid?: number } {
  return { cwd: '/', ...user };
}

/** Asked of the system itself, since modes alone do not tell (access lists, mounts, name spaces). */
export function canEnter(directory: string, user: ServiceUser | null): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -x "$0"', directory], { ...runAs(user), stdio: 'ignore' }).status === 0
  );
}

export function giveTo(user: ServiceUser | null, path: string): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

/** Repairs a data directory that someone has handed to root as a whole (`chown -R root`, a restored backup). */
export function giveTreeTo(user: ServiceUser | null, directory: string): void {
  if (user === null || statSync(directory).uid === user.uid) return;
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(directory, name), user.uid, user.gid);
  giveTo(user, directory);
}

function ownerOf(directory: string): ServiceUser | null {
  const { uid = 0, gid = 0 } = statSync(directory, { throwIfNoEntry: false }) ?? {};
  return uid === 0 ? null : { uid, gid };
}

function account(name: string): ServiceUser | null {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}
