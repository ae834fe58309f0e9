import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readKey } from '../verifier/signature';
import { verifyFile } from '../verifier/verify-file';

/** `daybook verify`: whether an export is what was signed. Needs no database and no installation. Exit code 1 unless it is. */
export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description('check the ZIP of an export: its signature, and that no row was changed, removed or added')
    .argument('<file>', 'the ZIP as it was downloaded')
    .option('--key <file>', 'the public key of who should have made it, as PEM (/v1/signing-keys)')
    .addHelpText('after', NOTES)
    .action(run);
}

const NOTES = `
Without --key the key in the file itself is used: that shows whether the file was changed since, not who made it.
The same by hand:  unzip FILE && openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile manifest.sig
and sha256sum of the file of events against "sha256" in manifest.json.`;

async function run(path: string, { key }: { key?: string }): Promise<void> {
  const { ok, described, findings } = await verifyFile(path, key === undefined ? null : keyIn(key));
  for (const line of described) process.stdout.write(`${line}\n`);
  for (const finding of findings)
    process.stdout.write(`${finding.ok ? 'ok    ' : 'WRONG '} ${finding.says}\n`);
  if (!ok) process.exitCode = 1;
}

function keyIn(path: string): KeyObject {
  try {
    return readKey(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(
      `${path} is no public key: ${error instanceof Error ? error.message : String(error)}. Give the PEM of an ed25519 key.`,
      { cause: error },
    );
  }
}
