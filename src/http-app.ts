import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import { installDocumentation } from './documentation';
import { findAction } from './modules/audit/audit.define-actions';
import { AuditRecorder } from './modules/audit/audit.recorder';
import { installRequestHooks } from './modules/audit/audit.request-hooks';
import { Requester } from './modules/audit/audit.requester';
import type { UnreadableRequests } from './modules/audit/audit.unreadable-requests';
import { ConsoleFiles } from './modules/console/console.files';
import { installConsole } from './modules/console/console.pages';
import { installPolicyReports } from './modules/console/console.reports';
import { isPermission } from './modules/organizations/organizations.permissions';
import { DatabaseWatch } from './platform/database/database-watch';
import { Clock } from './platform/clock/clock';
import { installBodyParsers } from './platform/http/body-parsers';
import { trustedBy } from './platform/http/client-address';
import { installLinkHeader } from './platform/http/link-header';
import { installRequestMetrics } from './platform/http/request-metrics';
import { installRateLimit } from './platform/http/rate-limit/rate-limit-hook';
import { RateCounters } from './platform/http/rate-limit/rate-counters';
import { RateLimits } from './platform/http/rate-limit/rate-limits';
import { requestValidation } from './platform/http/request-validation';
import { RouteTable } from './platform/http/route-table';
import { installSecurityHeaders } from './platform/http/security-headers';
import { Log } from './platform/log/log';
import type { Settings } from './platform/settings';

const BODY_LIMIT = 8 * 1024 * 1024;
/** Of an address: the id of a record, 512 characters of any script. */
const MOST_PARAMETER = 1_024;

/** Hooks, parsers, headers, checks: everything about HTTP, for an application that Nest has wired; in this order. */
export async function prepareApp(app: NestFastifyApplication, unreadable: UnreadableRequests): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  const recorder = app.get(AuditRecorder);
  const routes = app.get(RouteTable);
  unreadable.recordWith(recorder, app.get(Clock));
  installRequestHooks(server, {
    recorder,
    requester: app.get(Requester),
    routes,
    clock: app.get(Clock),
    watch: app.get(DatabaseWatch),
    log: app.get(Log),
  });
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.record) unreadable.begun(request.raw.socket, request.record);
    done();
  });
  installRateLimit(server, app.get(RateLimits));
  installSecurityHeaders(server);
  installBodyParsers(server);
  installLinkHeader(server);
  installRequestMetrics(server);
  app.useGlobalPipes(requestValidation());
  routes.requireDeclarations((name) => findAction(name) !== undefined, isPermission);
  await installDocumentation(app);
  installConsole(server, app.get(ConsoleFiles));
  installPolicyReports(server, { counters: app.get(RateCounters), clock: app.get(Clock), log: app.get(Log) });
  await app.init();
  await server.ready();
}

export function adapter(settings: Pick<Settings, 'http'>, unreadable: UnreadableRequests): FastifyAdapter {
  const { trustedProxies } = settings.http;
  return new FastifyAdapter({
    trustProxy: trustedProxies.length > 0 ? trustedBy(trustedProxies) : false,
    bodyLimit: BODY_LIMIT,
    genReqId: () => uuidv7(),
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    frameworkErrors: unreadable.onFrameworkError as never,
    clientErrorHandler: unreadable.onClientError,
    routerOptions: { maxParamLength: MOST_PARAMETER },
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
  });
}
