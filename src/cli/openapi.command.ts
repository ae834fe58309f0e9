import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Command } from 'commander';
import { readConfig } from '../../config/env';
import { AppModule } from '../app.module';
import { adapter } from '../http-app';
import { describeApi } from '../documentation';
import { UnreadableRequests } from '../modules/audit/audit.unreadable-requests';
import { Log } from '../platform/log/log';
import type { Settings } from '../platform/settings';

export function openApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print docs/openapi.json')
    .action(async () => void process.stdout.write(`${JSON.stringify(await openApi(), null, 2)}\n`));
}

/** The application is wired but never initialised, so no database is asked. */
async function openApi(): Promise<OpenAPIObject> {
  const config = readConfig({});
  const settings: Settings = {
    ...config,
    secret: 'x'.repeat(32),
    database: { ...config.database, url: 'postgres://nobody@localhost:1/none' },
  };
  const log = new Log('silent');
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, log, { connect: false }),
    adapter(settings, new UnreadableRequests(log)),
    { logger: false },
  );
  return describeApi(app);
}
