import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';

/** Seconds from the first byte of a request to the last of its answer. Routes, never paths: paths hold ids. */
export const requestMetrics = new Histogram({
  name: 'daybook_http_request_duration_seconds',
  help: 'Duration of requests by route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [],
});

export function installRequestMetrics(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    requestMetrics.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    );
    done();
  });
}
