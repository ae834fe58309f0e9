import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { v7 as uuidv7 } from 'uuid';
import { AppModule } from './app.module';
import { findAction } from './modules/audit/audit.define-actions';
import { AuditRecorder } from './modules/audit/audit.recorder';
import { installRequestHooks } from './modules/audit/audit.request-hooks';
import { UnreadableRequests } from './modules/audit/audit.unreadable-requests';
import { trustedBy } from './platform/http/client-address';
import { installBodyParsers } from './platform/http/body-parsers';
import { installLinkHeader } from './platform/http/link-header';
import { installRequestMetrics } from './platform/http/request-metrics';
import { installSecurityHeaders } from './platform/http/security-headers';
import { requestValidation } from './platform/http/request-validation';
import { RouteTable } from './platform/http/route-table';
import { Log } from './platform/log/log';
import type { Settings } from './platform/settings';
import { installDocumentation } from './documentation';
import { isPermission } from './modules/members/members.permissions';

const BODY_LIMIT = 8 * 1024 * 1024;

/** The whole application, initialised but not listening. Refuses to be made when a route declares too little. */
export async function createApp(settings: Settings): Promise<NestFastifyApplication> {
  const log = new Log(settings.logLevel);
  const unreadable = new UnreadableRequests(log);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, log),
    adapter(settings, unreadable),
    {
      logger: log,
      bodyParser: false,
      abortOnError: false,
    },
  );
  await prepareApp(app, unreadable);
  return app;
}

/** What both `createApp` and the tests' application need once Nest has wired it. */
export async function prepareApp(app: NestFastifyApplication, unreadable: UnreadableRequests): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  const recorder = app.get(AuditRecorder);
  const routes = app.get(RouteTable);
  unreadable.recordWith(recorder);
  installRequestHooks(server as never, recorder, routes, app.get(Log));
  installSecurityHeaders(server as never);
  installBodyParsers(server as never);
  installLinkHeader(server as never);
  installRequestMetrics(server as never);
  app.useGlobalPipes(requestValidation());
  routes.requireDeclarations((name) => findAction(name) !== undefined, isPermission);
  await installDocumentation(app);
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
    clientErrorHandler: unreadable.onClientError as never,
    routerOptions: { maxParamLength: 512 },
    http: { headersTimeout: 10_000, maxHeaderSize: 16_384 },
  });
}
