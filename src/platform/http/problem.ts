import { HttpException } from '@nestjs/common';
import { databaseFault } from '../database/database-fault';
import { DaybookError, type ErrorKind, type FieldError } from '../errors/daybook-error';

/** RFC 9457, with a stable `code`, the request's id, and the fields that are wrong. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  readonly [extension: string]: unknown;
}

const STATUS: Record<ErrorKind, readonly [status: number, title: string]> = {
  malformed: [400, 'The request cannot be read'],
  unauthenticated: [401, 'Sign-in required'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  conflict: [409, 'Conflict'],
  too_large: [413, 'Too large'],
  invalid: [422, 'The request has mistakes'],
  throttled: [429, 'Too many requests'],
  unavailable: [503, 'Temporarily unavailable'],
  internal: [500, 'Internal error'],
};

/** What Nest and Fastify throw by themselves, by status. */
const FOREIGN: Record<number, readonly [code: string, detail: string]> = {
  400: ['request.malformed', 'The request cannot be read.'],
  404: ['route.not_found', 'There is nothing at this address. /docs lists the routes.'],
  405: ['route.method_not_allowed', 'This address does not take this method.'],
  408: ['request.timeout', 'The request did not arrive in time.'],
  413: ['request.too_large', 'The body is larger than 8 MiB.'],
  414: ['request.uri_too_long', 'The address is too long.'],
  415: [
    'request.unsupported_media_type',
    'Send application/json; events may also come as application/x-ndjson.',
  ],
  431: ['request.headers_too_large', 'The headers are too large.'],
};

/** Any error as a problem: ours by its kind, the framework's by its status, the rest as 500 without particulars. */
export function problemOf(thrown: unknown): Problem {
  const error = databaseFault(thrown);
  if (error instanceof DaybookError) return ours(error);
  const status = foreignStatus(error);
  const [code, detail] = FOREIGN[status] ?? [
    'internal',
    'Something went wrong on our side. The request id finds it in the log of the server.',
  ];
  return {
    type: `urn:daybook:problem:${code}`,
    title: titleOf(status),
    status: FOREIGN[status] ? status : 500,
    detail,
    code,
  };
}

function ours({ kind, code, message, more }: DaybookError): Problem {
  const [status, title] = STATUS[kind];
  const { errors, retryAfterSeconds, members } = more;
  return {
    type: `urn:daybook:problem:${code}`,
    title,
    status,
    detail: message,
    code,
    ...members,
    ...(errors && errors.length > 0 ? { errors } : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** Nest's exceptions and Fastify's errors both carry a status. */
function foreignStatus(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

const titleOf = (status: number): string =>
  Object.values(STATUS).find(([known]) => known === status)?.[1] ??
  (status < 500 ? 'The request cannot be read' : 'Internal error');
