import { NestFactory } from '@nestjs/core';
import { InvalidArgumentError, type Command } from 'commander';
import { readConfig } from '../../config/env';
import { AppModule } from '../app.module';
import { bootDatabase } from '../boot';
import { PURGE_DEFAULTS, Purger, type PurgeResult } from '../modules/retention/retention.purger';
import { Log } from '../platform/log/log';
import type { Settings } from '../platform/settings';

/** `daybook purge`: what the hourly work does, now; and the operator's word when a clock may have jumped (F10). */
export function purgeCommand(program: Command): void {
  program
    .command('purge')
    .description('drop events whose day has passed, as a worker does by itself')
    .option(
      '--confirm-dates <dates>',
      'purge as many dates at once: look at the clock of this host first',
      dates,
      PURGE_DEFAULTS.mostDates,
    )
    .action(async ({ confirmDates }: { confirmDates: number }) => {
      const foundation = await bootDatabase(readConfig());
      try {
        report(await purge(foundation.settings, confirmDates));
      } finally {
        await foundation.stop();
      }
    });
}

/** As `api`, the application does no other background work. */
async function purge(settings: Settings, mostDates: number): Promise<PurgeResult> {
  const log = new Log('warn');
  const app = await NestFactory.createApplicationContext(
    AppModule.forRoot({ ...settings, role: 'api' }, log),
    {
      logger: log,
      abortOnError: false,
    },
  );
  try {
    return await app.get(Purger).run({ mostDates });
  } finally {
    await app.close();
  }
}

function report({ dates, events, moved, refused }: PurgeResult): void {
  process.stdout.write(`${dates.length} dates purged: ${events} events dropped, ${moved} moved on.\n`);
  if (refused === 0) return;
  process.stdout.write(
    `${refused} dates wait. If this host's clock is right (${new Date().toISOString()}), run: daybook purge --confirm-dates ${refused}\n`,
  );
  process.exitCode = 1;
}

function dates(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Give a whole number of dates.');
  return count;
}
