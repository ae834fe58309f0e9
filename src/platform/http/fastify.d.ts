import type { RequestRecord } from '../context/request-record';

declare module 'fastify' {
  interface FastifyRequest {
    /** Opened by the first hook; undefined for requests that reach no hook. */
    record?: RequestRecord;
  }
  interface FastifyContextConfig {
    /** Of routes without a controller: requests to it leave no event. */
    unrecorded?: boolean;
  }
}
