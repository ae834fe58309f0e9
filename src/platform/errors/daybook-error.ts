/** What went wrong, in words that know nothing of HTTP; `http/problem.ts` maps each to a status. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'invalid'
  | 'throttled'
  | 'unavailable'
  | 'internal';

/** One field that is wrong. `pointer` is an RFC 6901 JSON pointer into the body, or the name of a query parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

interface ErrorParticulars {
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
  /** More that a client may act on (RFC 9457 §3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An error with a stable code (`retention.under_hold`) that a client may branch on, and a message for a person. */
export class DaybookError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly more: ErrorParticulars = {},
  ) {
    super(message, { cause: more.cause });
  }
}

export const notFound = (what: string): DaybookError =>
  new DaybookError(
    'not_found',
    `${what.toLowerCase().replaceAll(' ', '_')}.not_found`,
    `There is no such ${what}.`,
  );

export const forbidden = (code: string, message: string): DaybookError =>
  new DaybookError('forbidden', code, message);

export const conflict = (code: string, message: string): DaybookError =>
  new DaybookError('conflict', code, message);

export const unauthenticated = (code: string, message: string): DaybookError =>
  new DaybookError('unauthenticated', code, message);

/** A request whose shape is right and whose content is not. */
export const invalid = (code: string, message: string, errors: readonly FieldError[] = []): DaybookError =>
  new DaybookError('invalid', code, message, { errors });

export const invalidField = (pointer: string, detail: string): DaybookError =>
  invalid('request.invalid', `The request has a field that cannot be used: ${pointer} ${detail}.`, [
    { pointer, detail },
  ]);

/** Something Daybook depends on is down or full; the same request may succeed later. */
export const unavailable = (
  code: string,
  message: string,
  cause?: unknown,
  retryAfterSeconds = 2,
): DaybookError => new DaybookError('unavailable', code, message, { retryAfterSeconds, cause });
