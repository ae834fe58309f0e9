import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { SystemClock, type Clock } from '../../platform/clock/clock';
import { RequestRecord } from '../../platform/context/request-record';
import { normalizeAddress } from '../../platform/http/client-address';
import { DaybookError } from '../../platform/errors/daybook-error';
import { problemOf } from '../../platform/http/problem';
import { problemBody } from '../../platform/http/send-problem';
import type { Log } from '../../platform/log/log';
import { auditActions } from './audit.actions';
import type { AuditRecorder } from './audit.recorder';
import { recordOf } from './audit.request-hooks';

const unreadable = (detail: string): DaybookError =>
  new DaybookError('malformed', 'request.malformed', detail);

interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

const NO_HTTP: Refusal = { status: 400, title: 'Bad Request', detail: 'The request is no valid HTTP.' };
const REFUSALS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    title: 'Request Header Fields Too Large',
    detail: 'The headers are too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    title: 'Request Timeout',
    detail: 'The request did not arrive in time.',
  },
};

/** Requests that reach no hook: an address that cannot be decoded, and bytes that are no HTTP at all. */
export class UnreadableRequests {
  readonly #begun = new WeakMap<Socket, RequestRecord>();
  #recorder: AuditRecorder | undefined;
  #clock: Clock = new SystemClock();

  constructor(private readonly log: Log) {}

  /** The adapter is made before the application, so the recorder comes later. */
  recordWith(recorder: AuditRecorder, clock: Clock): void {
    this.#recorder = recorder;
    this.#clock = clock;
  }

  /** Fastify's `frameworkErrors`. */
  readonly onFrameworkError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const record = recordOf(request, this.#clock.now());
    record.spec = auditActions['request.malformed'];
    record.error = unreadable('The address of the request cannot be decoded.');
    void this.#record(record, 400).then((recorded) => {
      const problem = recorded
        ? problemOf(record.error)
        : { ...problemOf(record.error), status: 503, code: 'log.unavailable', retryAfterSeconds: 2 };
      return reply.header('x-request-id', request.id).send(problemBody(reply, problem, request.id));
    });
  };

  /** The headers of a request have come: what goes wrong on its connection before its answer belongs to it. */
  begun(socket: Socket, record: RequestRecord): void {
    this.#begun.set(socket, record);
  }

  /** Fastify's `clientErrorHandler`: there is a socket, and a request only if its headers could be read. */
  readonly onClientError = (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy(error);
    const begun = this.#begun.get(socket);
    const record = begun?.claim() ? begun : this.#withoutRequest(socket);
    const { status, title, detail } = REFUSALS[error.code ?? ''] ?? NO_HTTP;
    record.error = unreadable(detail);
    void this.#record(record, status).then(() => {
      const body = JSON.stringify({ ...problemOf(record.error), status, request_id: record.id });
      socket.end(
        `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
    });
  };

  #withoutRequest(socket: Socket): RequestRecord {
    const ip = normalizeAddress(socket.remoteAddress);
    const client = { ip, peerIp: ip, userAgent: null, traceId: null, forwardedFor: null };
    const record = new RequestRecord(uuidv7(), this.#clock.now(), 'UNKNOWN', '', client);
    record.spec = auditActions['request.malformed'];
    return record;
  }

  async #record(record: RequestRecord, status: number): Promise<boolean> {
    try {
      await this.#recorder?.recordRequest(record, { status, durationMs: 0 });
      return true;
    } catch (error) {
      this.log.error(
        { error, request_id: record.id },
        'the event of an unreadable request could not be written',
      );
      return false;
    }
  }
}
