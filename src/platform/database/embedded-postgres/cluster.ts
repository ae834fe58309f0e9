import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { giveTo, giveTreeTo, runAs, type ServiceUser } from './service-user';

const execute = promisify(execFile);

export const SUPERUSER = 'postgres';

/** No locale of the machine is used: the same order of text everywhere, and correct case for every script. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** The superuser's password, made at the first call. @throws when a cluster exists whose password has gone. */
export function loadPassword(secretFile: string, dataDirectory: string): string {
  if (existsSync(secretFile)) return readFileSync(secretFile, 'utf8').trim();
  if (existsSync(dataDirectory)) {
    throw new Error(
      `${secretFile} is missing, the password of the database in ${dataDirectory}: restore it, or move that directory away to begin anew`,
    );
  }
  const password = randomBytes(32).toString('base64url');
  writeDurably(secretFile, `${password}\n`);
  return password;
}

/** Makes the cluster when there is none. initdb works aside and the result is renamed, so a crash leaves nothing half made. */
export async function ensureCluster(
  native: string,
  dataDirectory: string,
  user: ServiceUser | null,
  password: string,
  sync: boolean,
): Promise<void> {
  if (existsSync(dataDirectory)) return giveTreeTo(user, dataDirectory);
  const aside = `${dataDirectory}.init`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  giveTo(user, aside);
  await initialize(native, aside, user, password, sync);
  renameSync(aside, dataDirectory);
  syncDirectory(dirname(dataDirectory));
}

/** The password goes by a file: other users can read the arguments of a process. */
async function initialize(
  native: string,
  directory: string,
  user: ServiceUser | null,
  password: string,
  sync: boolean,
): Promise<void> {
  const passwordFile = `${directory}.password`;
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  giveTo(user, passwordFile);
  const how = [
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-instructions',
    ...(sync ? [] : ['--no-sync']),
  ];
  try {
    await execute(join(native, 'bin/initdb'), [`--pgdata=${directory}`, ...how, ...LOCALE], {
      ...runAs(user),
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    });
  } catch (error) {
    throw new Error(
      `initdb failed: ${(error as { stderr?: string }).stderr?.trim() || (error as Error).message}`,
      { cause: error },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeFileSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  syncDirectory(dirname(path));
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
