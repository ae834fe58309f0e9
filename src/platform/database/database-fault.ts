import { DaybookError, unavailable } from '../errors/daybook-error';

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** The last: TypeORM releases the connection of a transaction when it breaks, so its next statement finds none. */
const LOST =
  /connection terminated|connection ended|timeout exceeded when trying to connect|timeout expired|client has encountered a connection error|not queryable|Cannot use a pool after|query runner already released/i;

interface PostgresError {
  readonly code?: string;
  readonly message?: string;
  readonly driverError?: unknown;
}

/** The SQLSTATE of a PostgreSQL error, also of one that TypeORM wrapped; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  const { code, driverError } = (error ?? {}) as PostgresError;
  if (driverError !== undefined) return sqlState(driverError);
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** True when the database was not there to answer: class 08, shutdown, out of resources, or no connection at all. */
export function isUnavailable(error: unknown): boolean {
  const { code, message, driverError } = (error ?? {}) as PostgresError;
  if (driverError !== undefined) return isUnavailable(driverError);
  const state = sqlState(error);
  if (state !== undefined && /^(08|53|57P0|58)/.test(state)) return true;
  return NETWORK.has(code ?? '') || LOST.test(message ?? '');
}

/** True when the same transaction may succeed at once: serialization failure, deadlock, lock timeout. */
export const isRetryable = (error: unknown): boolean =>
  ['40001', '40P01', '55P03'].includes(sqlState(error) ?? '');

/** Whether a change was made is unknown when the connection broke at its commit (F7). */
export const databaseUnavailable = (cause?: unknown): DaybookError =>
  unavailable(
    'database.unavailable',
    'The database does not answer. Try again shortly, with the same id or Idempotency-Key where there is one.',
    cause,
  );

/** Any error of the database as one of ours; errors that are already ours, or nobody's fault, pass unchanged. */
export function databaseFault(error: unknown): unknown {
  if (error instanceof DaybookError) return error;
  if (isUnavailable(error)) return databaseUnavailable(error);
  if (sqlState(error) === '57014')
    return new DaybookError(
      'invalid',
      'query.too_slow',
      'This took longer than a search may and was stopped. Narrow the range, or add a filter that few events pass: an actor, an action, a record, an address.',
      { cause: error },
    );
  if (sqlState(error)?.startsWith('DY'))
    return unavailable(
      'log.unavailable',
      'The log has no place for an event of this moment. Is the clock of the server right?',
      error,
    );
  if (isRetryable(error))
    return unavailable(
      'database.busy',
      'The database is busy with the same rows. Try again shortly.',
      error,
      1,
    );
  return error;
}
