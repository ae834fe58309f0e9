import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock/clock';
import { withRequest } from '../../platform/context/request-context';
import { RequestRecord } from '../../platform/context/request-record';
import { normalizeAddress } from '../../platform/http/client-address';
import { databaseUnavailable } from '../../platform/database/database-fault';
import { problemOf } from '../../platform/http/problem';
import { problemBody } from '../../platform/http/send-problem';
import type { RouteTable } from '../../platform/http/route-table';
import type { Log } from '../../platform/log/log';
import { unavailable } from '../../platform/errors/daybook-error';
import { findAction } from './audit.define-actions';
import type { AuditRecorder } from './audit.recorder';
import type { Requester } from './audit.requester';

const MOST_HEADER = 512;
/** Chosen anew by each page of the console. */
const VIEW = /^[\w-]{16,64}$/;

interface Collaborators {
  readonly recorder: AuditRecorder;
  readonly requester: Requester;
  readonly routes: RouteTable;
  readonly clock: Clock;
  readonly watch: DatabaseState;
  readonly log: Log;
}

/** What the watch over the database knows. */
export interface DatabaseState {
  readonly silent: boolean;
}

/**
 * The capture points outside Nest: opening the record before any guard runs, writing the event before the payload leaves,
 * and noticing that the client went away. Nest runs guards before interceptors, so an interceptor alone would miss every
 * 401, 403 and 404 (nestjs/nest#3250).
 */
export function installRequestHooks(
  server: FastifyInstance,
  { recorder, requester, routes, clock, watch, log }: Collaborators,
): void {
  server.decorateRequest('record');

  server.addHook('onRequest', (request, reply, done) => {
    const record = openRecord(request, routes, clock.now());
    request.record = record;
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) recordAbort(record, { recorder, clock, log });
    });
    if (watch.silent && record.claim()) return refuse(request, reply);
    withRequest(record, done);
  });

  // Reading the body leaves the asynchronous context; this enters it again.
  server.addHook('preValidation', (request, _reply, done) =>
    request.record ? withRequest(request.record, done) : done(),
  );

  server.addHook('onSend', async (request, reply, payload) => {
    const { record } = request;
    if (!record?.claim()) return payload;
    try {
      if (watch.silent) throw databaseUnavailable();
      if (isUnknown(record)) record.principal = await requester.identify(request);
      await recorder.recordRequest(record, {
        status: reply.statusCode,
        durationMs: clock.now().getTime() - record.startedAt.getTime(),
      });
      return payload;
    } catch (error) {
      return unrecorded(request, reply, payload, error, log);
    }
  });
}

/** Fail closed at the door: while the log cannot be written, no request that it must hold is begun. */
function refuse(request: FastifyRequest, reply: FastifyReply): void {
  void reply.send(problemBody(reply, problemOf(databaseUnavailable()), request.id));
}

/** No guard has said who it is, and no handler whose affair. */
const isUnknown = ({ principal, organizationIds }: RequestRecord): boolean =>
  principal === null && organizationIds.length === 0;

/** Documentation, the console and their files are no controllers' routes; they, and routes declared @Unrecorded(), leave no event. */
function openRecord(request: FastifyRequest, routes: RouteTable, startedAt: Date): RequestRecord {
  const { url, config } = request.routeOptions;
  const declared = routes.find(request.method, url);
  const action = declared?.action;
  const record = recordOf(request, startedAt);
  record.route = url ?? null;
  record.unattended = declared?.unattended ?? false;
  const view = request.headers['daybook-view'];
  record.view = typeof view === 'string' && VIEW.test(view) ? view : null;
  record.spec = (action && findAction(action)) || null;
  if (
    action === null ||
    config.unrecorded === true ||
    url?.startsWith('/docs') ||
    url?.startsWith('/openapi.')
  )
    record.claim();
  return record;
}

/** Fail closed: what cannot be recorded is not answered. */
function unrecorded(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  error: unknown,
  log: Log,
): string {
  if (payload !== null && typeof payload === 'object' && 'destroy' in payload)
    (payload as { destroy(): void }).destroy();
  log.error({ error, request_id: request.id }, 'the event of a request could not be written');
  for (const header of ['content-length', 'content-disposition', 'set-cookie', 'etag', 'link'])
    reply.removeHeader(header);
  const known = problemOf(error);
  const problem =
    known.status === 503
      ? known
      : problemOf(
          unavailable(
            'log.unavailable',
            'The audit log cannot be written, so the request was not answered. Try again shortly.',
            error,
          ),
        );
  return problemBody(reply, problem, request.id);
}

/** A unit of work or an ingest under way holds the claim: its events are the record. Everything else ends here. */
function recordAbort(
  record: RequestRecord,
  { recorder, clock, log }: Pick<Collaborators, 'recorder' | 'clock' | 'log'>,
): void {
  record.abandon();
  if (!record.claim()) return;
  recorder
    .recordRequest(record, { status: 499, durationMs: clock.now().getTime() - record.startedAt.getTime() })
    .catch((error: unknown) =>
      log.error({ error, request_id: record.id }, 'the event of an aborted request could not be written'),
    );
}

/** A request as its socket and its first lines tell it. */
export function recordOf(request: FastifyRequest, startedAt: Date): RequestRecord {
  const { headers, socket } = request.raw;
  const [path = '/'] = request.url.split('?', 1);
  return new RequestRecord(request.id, startedAt, request.method, path.slice(0, 2_048), {
    ip: normalizeAddress(request.ip),
    peerIp: normalizeAddress(socket?.remoteAddress),
    userAgent: headers['user-agent']?.slice(0, MOST_HEADER) ?? null,
    traceId: /^[\da-f]{2}-([\da-f]{32})-/.exec(String(headers.traceparent ?? ''))?.[1] ?? null,
    forwardedFor: String(headers['x-forwarded-for'] ?? '').slice(0, MOST_HEADER) || null,
  });
}
