import type { RequestRecord } from '../context/request-record';

declare module 'fastify' {
  interface FastifyRequest {
    /** Opened by the first hook; undefined for requests that reach no hook. */
    record?: RequestRecord;
  }
}
