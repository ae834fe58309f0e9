import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../config/env';
import { loadSecret } from '../platform/crypto/secret';
import { Signing } from '../platform/crypto/signing';

/** `daybook signing-key`: the public key of this installation's exports, to be given to auditors apart from the files. */
export function signingKeyCommand(program: Command): void {
  program
    .command('signing-key')
    .description('print the public key that exports are signed with, as PEM; its id goes to standard error')
    .action(() => {
      const { keyId, publicKeyPem } = new Signing(secretOf(readConfig()));
      process.stderr.write(`${keyId}\n`);
      process.stdout.write(publicKeyPem);
    });
}

/** A secret is not made here: the key would be nobody's. */
function secretOf({ secret, dataDirectory }: ReturnType<typeof readConfig>): string {
  if (secret === undefined && !existsSync(join(dataDirectory, 'secret')))
    throw new Error(
      `There is no secret in ${dataDirectory}: start Daybook once, or say where it is (DATA_DIR).`,
    );
  return secret ?? loadSecret(dataDirectory);
}
