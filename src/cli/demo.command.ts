import type { Command } from 'commander';
import { readConfig } from '../../config/env';
import { demoCode } from '../demo/demo';
import { DEMO_OWNER } from '../modules/auth/auth.demo';

/** `daybook demo code`: what the authenticator app of somebody in the demo shows. Needs neither server nor database. */
export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('the demo that `npm start -- --demo` makes')
    .command('code')
    .description('the code that an authenticator app in the demo shows now')
    .option('--email <address>', 'whose', DEMO_OWNER)
    .action(({ email }: { email: string }) => {
      const code = demoCode(readConfig().dataDirectory, email, new Date());
      if (code === null)
        throw new Error(
          `Nobody in a demo under ${readConfig().dataDirectory} has an authenticator app and the address ${email}.`,
        );
      process.stdout.write(`${code.code}\n`);
      process.stderr.write(`Good for ${code.secondsLeft} more seconds, and once.\n`);
    });
}
