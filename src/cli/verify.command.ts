import type { Command } from 'commander';
import { report, verifyPath } from '../verifier/command';

/** `daybook verify FILE`: whether it is what was signed. Needs no database and no installation. Exit code 1 unless it is. */
export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'check an export, the proof of an event or a checkpoint: who signed it, and that nothing was changed',
    )
    .argument('<file>', 'the ZIP, the JSON or the note as it was downloaded')
    .option(
      '--key <key>',
      'the public key of who should have made it, as PEM (/v1/signing-keys) or vkey (/v1/verifier-keys): a file, or the vkey itself; may be repeated',
      (key: string, before: string[]) => [...before, key],
      [],
    )
    .option('--since <file>', 'an older checkpoint, where FILE is the proof that a log has only grown')
    .addHelpText('after', NOTES)
    .action(run);
}

const NOTES = `
Without --key the key in the file itself is used: that shows whether the file was changed since, not who made it.
Auditors need no Daybook for this: /verifier/daybook-verify.mjs of any installation is the same program in one file.
The same by hand:  unzip FILE && openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile manifest.sig
and sha256sum of the file of events against "sha256" in manifest.json.`;

async function run(path: string, { key: keys, since }: { key: string[]; since?: string }): Promise<void> {
  const verdict = await verifyPath({ path, keys, since });
  const code = report(verdict, (line) => process.stdout.write(`${line}\n`));
  if (code !== 0) process.exitCode = code;
}
