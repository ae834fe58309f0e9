import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../../config/env';
import { AppModule } from '../../src/app.module';
import { bootDatabase } from '../../src/boot';
import { adapter, prepareApp } from '../../src/http-app';
import { UnreadableRequests } from '../../src/modules/audit/audit.unreadable-requests';
import { Log } from '../../src/platform/log/log';

/**
 * A Daybook that records no reads, which the product cannot be told to be: a hook of the bench claims every request's event
 * before the product's own last hook can write it. What is left is the same request without its record.
 */
async function main(): Promise<void> {
  const { settings } = await bootDatabase(readConfig());
  const log = new Log(settings.logLevel);
  const unreadable = new UnreadableRequests(log);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, log),
    adapter(settings, unreadable),
    { logger: log, bodyParser: false, abortOnError: false },
  );
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('preHandler', (request, _reply, done) => {
    request.record?.claim();
    done();
  });
  await prepareApp(app, unreadable);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  process.stdout.write(`Daybook is ready at http://localhost:${port}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
