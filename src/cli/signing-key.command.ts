import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../config/env';
import { SigningKeys } from '../modules/integrity/integrity.signing-keys';
import { Signing } from '../platform/crypto/signing';
import { withApplication } from './application';

/** `daybook signing-key …`: the public keys of this installation, to be given to auditors apart from the files, and their rotation. */
export function signingKeyCommand(program: Command): void {
  const keys = program
    .command('signing-key')
    .description('print the public key that is signed with, as PEM; its id goes to standard error')
    .action(async () => {
      const { keyId, publicKeyPem } = await inApplication((signing) => Promise.resolve(signing));
      process.stderr.write(`${keyId}\n`);
      process.stdout.write(publicKeyPem);
    });
  keys
    .command('list')
    .description('all generations of the key, the newest first')
    .action(async () => {
      process.stdout.write(await inApplication((signing) => Promise.resolve(listOf(signing))));
    });
  keys
    .command('rotate')
    .description('let a new generation of the key take over; the one before signs beside it for 30 days')
    .action(async () => {
      const list = await inApplication(async (signing, generations) => {
        await generations.rotate();
        return listOf(signing);
      });
      process.stdout.write(`${list}Give the new public key to whoever checks: daybook signing-key.\n`);
    });
}

const listOf = (signing: Signing): string =>
  signing.generations
    .toReversed()
    .map(
      ({ generation, key, from, retired }) =>
        `generation ${generation}  key ${key.keyId}  from ${from.toISOString()}  ${retired ? `retires ${retired.toISOString()}` : 'in force'}\n`,
    )
    .join('');

/** A secret is not made here: the key would be nobody's. */
async function inApplication<T>(work: (signing: Signing, keys: SigningKeys) => Promise<T>): Promise<T> {
  const { secret, dataDirectory } = readConfig();
  if (secret === undefined && !existsSync(join(dataDirectory, 'secret')))
    throw new Error(
      `There is no secret in ${dataDirectory}: start Daybook once, or say where it is (DATA_DIR).`,
    );
  return withApplication(async (app) => {
    const keys = app.get(SigningKeys);
    if (keys.problem !== null) throw new Error(keys.problem);
    return work(app.get(Signing), keys);
  });
}
