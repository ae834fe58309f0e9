#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { envExample } from '../../config/env';
import { accountCommand } from './account.command';
import { archiveCommand } from './archive.command';
import { demoCommand } from './demo.command';
import { importCommand } from './import.command';
import { migrateCommand } from './migrate.command';
import { openApiCommand } from './openapi.command';
import { operatorCommand } from './operator.command';
import { purgeCommand } from './purge.command';
import { addOrganizationCommand } from './organization.command';
import { logCommand } from './log.command';
import { signingKeyCommand } from './signing-key.command';
import { verifyCommand } from './verify.command';

/** The command line. Each command is one file; a failure is one sentence and a non-zero exit. */
const program = new Command('daybook')
  .description('Self-hosted audit log: administration and import')
  .enablePositionalOptions()
  .showHelpAfterError();

migrateCommand(program);
addOrganizationCommand(program);
accountCommand(program);
operatorCommand(program);
importCommand(program);
logCommand(program);
purgeCommand(program);
verifyCommand(program);
signingKeyCommand(program);
archiveCommand(program);
demoCommand(program);
openApiCommand(program);
program
  .command('env-example')
  .description('print config/env.example')
  .action(() => void process.stdout.write(envExample()));

/** Only once all of it is written: to a pipe, what is printed goes out piece by piece, and an exit would cut it off. */
const leave = (code: number | string): void =>
  void process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));

program.parseAsync().then(
  () => leave(process.exitCode ?? 0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    leave(1);
  },
);
