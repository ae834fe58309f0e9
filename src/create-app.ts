import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { adapter, prepareApp } from './http-app';
import { UnreadableRequests } from './modules/audit/audit.unreadable-requests';
import { Log } from './platform/log/log';
import type { Clock } from './platform/clock/clock';
import type { Settings } from './platform/settings';

/** The whole application, initialised but not listening. Refuses to be made when a route declares too little. */
export async function createApp(
  settings: Settings,
  log = new Log(settings.logLevel),
  clock?: Clock,
): Promise<NestFastifyApplication> {
  const unreadable = new UnreadableRequests(log);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, log, clock ? { clock } : {}),
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
