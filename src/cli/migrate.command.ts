import type { Command } from 'commander';
import { readConfig } from '../../config/env';
import { bootDatabase } from '../boot';

/** `daybook migrate`: for installations whose server signs in as the application and cannot migrate by itself. */
export function migrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('create roles and bring the database of DATABASE_URL up to date')
    .action(async () => {
      const foundation = await bootDatabase(readConfig());
      await foundation.stop();
      process.stdout.write('The database is up to date.\n');
    });
}
