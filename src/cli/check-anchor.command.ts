import { readFileSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import { parseWitnessKey, type WitnessKey } from '../../config/witness-key';
import { AnchorCheck, type CheckedAnchor } from '../modules/integrity/integrity.anchor-check';
import { withApplication } from './application';

/** `daybook log check-anchor`: whether the log of today is still what a checkpoint outside says it was. Exit code 1 unless it is. */
export function checkAnchorCommand(log: Command): void {
  log
    .command('check-anchor')
    .description(
      'hold checkpoints from mails, files, buckets or exports against the log, and against each other',
    )
    .argument('<file...>', 'a note, a mail as it was saved, or JSON that holds one; - for standard input')
    .option('--witness <vkey>', 'a witness that must have signed it; may be given again', key, [])
    .option('--key <vkey>', "the log's key as you were given it; without it, the installation's own", key, [])
    .action(run);
}

interface Options {
  readonly witness: WitnessKey[];
  readonly key: WitnessKey[];
}

async function run(files: string[], { witness: witnesses, key: keys }: Options): Promise<void> {
  const texts = files.map((file) => ({
    name: file === '-' ? 'standard input' : file,
    text: readFileSync(file === '-' ? 0 : file, 'utf8'),
  }));
  const checked = await withApplication((app) => app.get(AnchorCheck).check(texts, { keys, witnesses }));
  for (const anchor of checked) process.stdout.write(printed(anchor));
  if (checked.some(({ verdicts }) => verdicts.some(({ ok }) => ok === false))) process.exitCode = 1;
}

const WORDS = { true: 'ok     ', false: 'WRONG  ', null: '       ' } as const;

const printed = ({ title, verdicts }: CheckedAnchor): string =>
  `${title}\n${verdicts.map(({ ok, says }) => `  ${WORDS[`${ok}`]}${says}\n`).join('')}`;

function key(text: string, before: WitnessKey[]): WitnessKey[] {
  try {
    return [...before, parseWitnessKey(text)];
  } catch (error) {
    throw new InvalidArgumentError(`Give ${(error as Error).message}.`);
  }
}
