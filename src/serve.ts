import { once } from 'node:events';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './create-app';
import { InstallationState } from './modules/auth/auth.installation';
import { requireDurability } from './platform/database/durability';
import { WRITE_POOL } from './platform/database/database.tokens';
import type { DatabasePool } from './platform/database/pools';
import { Log } from './platform/log/log';
import type { Settings } from './platform/settings';

/** Serves until told to stop: then no new requests, running ones end, jobs are handed back. */
export async function serve(
  settings: Settings,
  stopping: AbortSignal,
  announce: (address: string) => void,
): Promise<void> {
  const app = await createApp(settings);
  const log = app.get(Log);
  lastResort(log);
  try {
    await requireDurability(app.get<DatabasePool>(WRITE_POOL).pool, settings.database.allowUnsafe);
    if (settings.role !== 'worker') await listen(app, settings, announce);
    else log.info({ role: settings.role }, 'Daybook works on jobs');
    if (!stopping.aborted) await once(stopping, 'abort');
    log.info({}, 'Daybook is stopping');
  } finally {
    await app.close();
  }
}

async function listen(
  app: NestFastifyApplication,
  { http }: Settings,
  announce: (address: string) => void,
): Promise<void> {
  await app.listen(http.port, http.host);
  const { port } = app.getHttpServer().address() as { port: number };
  const address = http.port === 0 ? `http://localhost:${port}` : http.publicUrl;
  announce(address);
  process.stdout.write(`${await app.get(InstallationState).welcome(address)}\n`);
}

/** F25: what nobody caught is written down, and the process ends non-zero, to be started again. */
function lastResort(log: Log): void {
  const end = (error: unknown): void => {
    log.error({ error }, 'an error that nobody caught');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
