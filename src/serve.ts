import { once } from 'node:events';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './create-app';
import { demoWelcome } from './demo/demo.welcome';
import { InstallationState } from './modules/auth/auth.installation';
import { requireDurability } from './platform/database/durability';
import { WRITE_POOL } from './platform/database/database.tokens';
import type { DatabasePool } from './platform/database/pools';
import type { Log } from './platform/log/log';
import type { Settings } from './platform/settings';

/** How long running requests are waited for when told to stop; then their connections are cut. */
const PATIENCE_MS = 10_000;

export interface Service {
  readonly settings: Settings;
  readonly log: Log;
  readonly stopping: AbortSignal;
  /** Told the address once it is listened on. */
  readonly announce: (address: string) => void;
  /** Told of the application once there is one. */
  readonly served: (app: INestApplication) => void;
}

/** Serves until told to stop: then no new requests, running ones end, jobs are handed back. */
export async function serve({ settings, log, stopping, announce, served }: Service): Promise<void> {
  const app = await createApp(settings, log);
  try {
    served(app);
    await requireDurability(app.get<DatabasePool>(WRITE_POOL).pool, settings.database.allowUnsafe);
    if (stopping.aborted) return;
    if (settings.role !== 'worker') await listen(app, settings, announce);
    else log.info({ role: settings.role }, 'Daybook works on jobs');
    if (!stopping.aborted) await once(stopping, 'abort');
    log.info({}, 'Daybook is stopping');
  } finally {
    await close(app);
  }
}

async function listen(
  app: NestFastifyApplication,
  { http }: Settings,
  announce: (address: string) => void,
): Promise<void> {
  // Not `app.listen()`: the application is initialised already, and Nest would log a failure beside our sentence.
  await app.getHttpAdapter().getInstance().listen({ port: http.port, host: http.host });
  const { port } = app.getHttpServer().address() as { port: number };
  const address = http.port === 0 ? `http://localhost:${port}` : http.publicUrl;
  announce(address);
  const welcome = (await demoWelcome(app, address)) ?? (await app.get(InstallationState).welcome(address));
  process.stdout.write(`${welcome}\n`);
}

async function close(app: NestFastifyApplication): Promise<void> {
  const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), PATIENCE_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
