import type { FastifyInstance } from 'fastify';
import { problemOf } from '../problem';
import { problemBody } from '../send-problem';
import type { RateLimits } from './rate-limits';

/** Addresses that do not exist have no guard that would count who asks for them; each leaves an event all the same. */
export function installRateLimit(server: FastifyInstance, limits: RateLimits): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    try {
      limits.admit(request, reply);
    } catch (error) {
      if (request.record) request.record.error = error;
      return void reply.send(problemBody(reply, problemOf(error), request.id));
    }
    done();
  });
}
