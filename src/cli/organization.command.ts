import type { Command } from 'commander';
import { OperatorFounding, type FoundedByOperator } from '../modules/auth/auth.operator-founding';
import { withApplication } from './application';

interface Options {
  readonly name: string;
  readonly ownerEmail: string;
  readonly ownerName?: string;
}

/** `daybook organization add`: how an operator founds an organization, also where accounts may not. */
export function addOrganizationCommand(program: Command): void {
  program
    .command('organization')
    .description('organizations of this installation')
    .command('add')
    .description('found an organization with its Owner')
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--owner-email <address>', "its Owner's e-mail address; an account that exists is used")
    .option('--owner-name <name>', "its Owner's name, for a new account")
    .action(async ({ name, ownerEmail, ownerName }: Options) => {
      const owner = { email: ownerEmail, ...(ownerName === undefined ? {} : { name: ownerName }) };
      report(await withApplication((app) => app.get(OperatorFounding).found(name, owner)));
    });
}

function report({ organization, owner, password }: FoundedByOperator): void {
  process.stdout.write(
    `${organization.name} is founded (${organization.id}). Its Owner is ${owner.name} <${owner.email}>.\n`,
  );
  if (password !== null) process.stdout.write(`The new account's password, shown this once: ${password}\n`);
}
