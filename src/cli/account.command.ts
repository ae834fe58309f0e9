import type { Command } from 'commander';
import { OperatorFactorReset } from '../modules/auth/auth.operator-factor-reset';
import { withApplication } from './application';

/** `daybook account reset-factors`: for an Owner who has nobody above them and has lost every factor. */
export function accountCommand(program: Command): void {
  program
    .command('account')
    .description('accounts of this installation')
    .command('reset-factors')
    .description("take away an account's second factors at once; recorded in its organizations' logs")
    .requiredOption('--email <address>', 'its e-mail address')
    .action(async ({ email }: { email: string }) => {
      const person = await withApplication((app) => app.get(OperatorFactorReset).reset(email));
      process.stdout.write(
        `The second factors of ${person.name} <${person.email}> are gone. The next sign-in asks to enrol another.\n`,
      );
    });
}
