import type { Command } from 'commander';
import { Operators, type AddedOperator, type Operator } from '../modules/auth/auth.operators';
import { withApplication } from './application';

/** `daybook operator …`: who may answer requests for support. There is no other way to become an operator. */
export function operatorCommand(program: Command): void {
  const operators = program.command('operator').description('the people who operate this installation');
  operators
    .command('add')
    .description('let somebody answer requests for support; an account that exists is used')
    .requiredOption('--email <address>', 'their e-mail address')
    .option('--name <name>', 'their name, for a new account')
    .action(async ({ email, name }: { email: string; name?: string }) =>
      report(await withApplication((app) => app.get(Operators).add(email, name))),
    );
  operators
    .command('list')
    .description('all of them')
    .action(async () => {
      const all = await withApplication((app) => app.get(Operators).list());
      process.stdout.write(all.length === 0 ? 'There are no operators.\n' : all.map(lineOf).join(''));
    });
  operators
    .command('remove')
    .description('end it; their sessions as an operator end at once')
    .requiredOption('--email <address>', 'their e-mail address')
    .action(async ({ email }: { email: string }) => {
      const person = await withApplication((app) => app.get(Operators).remove(email));
      process.stdout.write(`${person.name} <${person.email}> is no operator any more.\n`);
    });
}

function report({ person, password }: AddedOperator): void {
  process.stdout.write(
    `${person.name} <${person.email}> is an operator. They sign in with "organization_id": "00000000-0000-0000-0000-000000000000", and need a second factor.\n`,
  );
  if (password !== null) process.stdout.write(`The new account's password, shown this once: ${password}\n`);
}

const lineOf = ({ name, email, since, factors, lastSignedInAt }: Operator): string =>
  `${name} <${email}>, operator since ${since.toISOString()}, factors: ${factors.join(', ') || 'none yet'}, last signed in: ${lastSignedInAt?.toISOString() ?? 'never'}\n`;
