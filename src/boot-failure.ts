import type { Config } from '../config/env';
import { isUnavailable, sqlState } from './platform/database/database-fault';

/** Why Daybook did not start, in one sentence that says what to do; errors with words of their own keep them. */
export function bootFailure(error: unknown, config: Config): string {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') return cannotListen(code, config);
  if (isUnavailable(error) || sqlState(error) !== undefined) return noDatabase(error, config);
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC')
    return `Daybook cannot write below ${config.dataDirectory} (${messageOf(error)}): make room or give it to the user that runs Daybook, or set DATA_DIR.`;
  return messageOf(error);
}

function cannotListen(code: string | undefined, { http: { host, port } }: Config): string {
  if (code === 'EADDRINUSE')
    return `Another program listens on ${host}:${port}: stop it, or set PORT to a free port.`;
  if (code === 'EACCES')
    return `This user may not listen on port ${port}: set PORT to a number from 1024 to 65535.`;
  return `Daybook cannot listen on ${host} (${code}): set HOST to an address of this machine.`;
}

/** The URL holds a password, so only where it points is said. */
function noDatabase(error: unknown, { database }: Config): string {
  if (database.url === undefined) return `The bundled PostgreSQL does not serve us: ${messageOf(error)}`;
  const { host, pathname } = new URL(database.url);
  return `The database ${pathname.slice(1)} at ${host} does not serve us (${messageOf(error)}): check DATABASE_URL.`;
}

/** A refused connection to several addresses is an AggregateError, whose own message is empty. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}
