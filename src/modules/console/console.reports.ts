import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MINUTE_MS, type Clock } from '../../platform/clock/clock';
import { DaybookError } from '../../platform/errors/daybook-error';
import { networkOf } from '../../platform/http/client-address';
import { policyReports } from '../../platform/http/policy-reports';
import { problemOf } from '../../platform/http/problem';
import { used, type RateCounters } from '../../platform/http/rate-limit/rate-counters';
import { problemBody } from '../../platform/http/send-problem';
import { parseStrictJson } from '../../platform/http/strict-json';
import type { Log } from '../../platform/log/log';
import { REPORTS } from './serving/policy';
import { readReports } from './serving/read-reports';

const MOST_BYTES = 16_384;
/** From one network; a browser sends a handful when something is wrong. */
const MOST_A_MINUTE = 60;
/** Anybody may send reports: of a flood the log gets this many a minute, the rest is only counted. */
const MOST_LINES = 20;
const TYPES = ['application/csp-report', 'application/reports+json'];

interface Collaborators {
  readonly counters: RateCounters;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Where browsers report what the console's policy forbids. Public, because they send no session along; so many a minute from one
 * network; no event, because what it says is anybody's word. A line in the server's log, and a metric.
 */
export function installPolicyReports(server: FastifyInstance, { counters, clock, log }: Collaborators): void {
  const lines = linesOf(clock);
  server.register((scope, _options, done) => {
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer' }, (_request, body: Buffer, parsed) => {
      try {
        parsed(null, parseStrictJson(body));
      } catch (error) {
        parsed(error as Error, undefined);
      }
    });
    scope.post(REPORTS, {
      config: { unrecorded: true },
      bodyLimit: MOST_BYTES,
      errorHandler: (error, request, reply) => refuse(request, reply, error),
      onRequest: (request, reply, next) => admit(counters, request, reply, next),
      handler: (request, reply) => {
        for (const report of readReports(request.body)) {
          policyReports.inc({ directive: report.directive });
          if (lines.take()) log.warn({ csp: report }, 'a browser reports a violation of the page policy');
        }
        return reply.code(204).send();
      },
    });
    done();
  });
}

function admit(counters: RateCounters, request: FastifyRequest, reply: FastifyReply, next: () => void): void {
  const window = counters.add(`csp-reports ${networkOf(request.ip)}`, 1, MINUTE_MS);
  if (used(window) > MOST_A_MINUTE) return refuse(request, reply, tooMany());
  next();
}

const tooMany = (): DaybookError =>
  new DaybookError('throttled', 'request.throttled', 'More reports than are taken. They are dropped.', {
    retryAfterSeconds: MINUTE_MS / 1_000,
  });

function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  void reply.send(problemBody(reply, problemOf(error), request.id));
}

function linesOf(clock: Clock): { take: () => boolean } {
  let [minute, written] = [0, 0];
  return {
    take: () => {
      const now = Math.floor(clock.now().getTime() / MINUTE_MS);
      if (now !== minute) [minute, written] = [now, 0];
      written += 1;
      return written <= MOST_LINES;
    },
  };
}
