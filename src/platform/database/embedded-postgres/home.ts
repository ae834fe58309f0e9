import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canEnter, serviceUser, type ServiceUser } from './service-user';

/** Makes the directory of secrets and state; only its owner may list or read what is in it. @throws when it is not ours. */
export function makeStateDirectory(dir: string): string {
  const path = resolve(dir);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`${path} belongs to another user: start Daybook as that user, or set DATA_DIR`, {
      cause: error,
    });
  }
  return path;
}

/**
 * Which user runs PostgreSQL, and where its files are: in `dir` itself, unless that user cannot get there (a checkout
 * below a home of mode 0700). Then in a directory elsewhere, which outlives a reboot and which `dir`/pg18.home names.
 */
export function settle(dir: string, temporary: boolean): { home: string; user: ServiceUser | null } {
  const link = join(dir, 'pg18.home');
  const moved = existsSync(link) ? readlinkSync(link) : null;
  const user = serviceUser(join(moved ?? dir, 'pg18'));
  if (moved !== null) return { home: moved, user };
  if (user === null || letEnter(dir, user)) return { home: dir, user };
  const home = elsewhere(temporary ? [tmpdir(), '/tmp'] : ['/var/lib', '/var/tmp'], user);
  rmSync(link, { force: true });
  symlinkSync(home, link);
  return { home, user };
}

/** The user's group may pass through, not list; secrets beside the data stay files of mode 0600. */
function letEnter(dir: string, user: ServiceUser): boolean {
  if (canEnter(dir, user)) return true;
  const { uid, mode } = statSync(dir);
  chownSync(dir, uid, user.gid);
  chmodSync(dir, (mode & 0o700) | 0o010);
  return canEnter(dir, user);
}

function elsewhere(parents: readonly string[], user: ServiceUser): string {
  for (const parent of parents.filter((path) => canEnter(path, user))) {
    const home = mkdtempSync(join(parent, 'daybook-'));
    if (letEnter(home, user)) return home;
  }
  throw new Error(
    `The bundled PostgreSQL finds no directory that its user can enter (tried ${parents.join(', ')}): move Daybook out of a private home directory, or set DATABASE_URL`,
  );
}
