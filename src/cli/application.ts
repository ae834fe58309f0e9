import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '../../config/env';
import { AppModule } from '../app.module';
import { bootDatabase } from '../boot';
import { Log } from '../platform/log/log';

/** Runs a command inside the application, without HTTP; as `api`, so that it does no background work beside its own. */
export async function withApplication<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  const foundation = await bootDatabase(readConfig());
  try {
    const log = new Log('warn');
    const module = AppModule.forRoot({ ...foundation.settings, role: 'api' }, log);
    const app = await NestFactory.createApplicationContext(module, { logger: log, abortOnError: false });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await foundation.stop();
  }
}
