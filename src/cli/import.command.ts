import { InvalidArgumentError, Option, type Command } from 'commander';
import { MOST_BATCH_EVENTS } from './import/batches';
import { FORMATS, importFiles } from './import/import-files';
import { PATIENCE } from './import/retry';

interface Options {
  readonly format: string;
  readonly url: string;
  readonly key: string;
  readonly batch: number;
}

/** `daybook import`: sends files of events through the HTTP API, as any host product does. Exit code 1 unless all went in. */
export function importCommand(program: Command): void {
  program
    .command('import')
    .description('send files of events, plain or gzip, to a running Daybook')
    .argument('<file...>', 'NDJSON, or CloudTrail\'s {"Records":[…]}; - reads standard input')
    .addOption(
      new Option('--format <format>', 'cloudtrail, or ndjson: events in the shape of POST /v1/events')
        .choices(Object.keys(FORMATS))
        .makeOptionMandatory(),
    )
    .option('--url <url>', 'where Daybook answers', address, 'http://localhost:3000')
    .addOption(
      new Option('--key <key>', 'an API key with the scope events:write')
        .env('DAYBOOK_API_KEY')
        .makeOptionMandatory(),
    )
    .option('--batch <events>', `events in one request, at most ${MOST_BATCH_EVENTS}`, batchSize, 500)
    .addHelpText('after', NOTES)
    .action(run);
}

const NOTES = `
Ids come from the records, or from their text where they have none, so importing a file again stores nothing twice.
A record may have 8 MiB in the file; the event made of it at most 64 KiB, else it is reported and not sent. Within that, what
nests deeper than the API allows, or has too many keys, is kept as JSON text, and a text above 16 KiB by its beginning, size
and SHA-256. When the server is busy or away, a batch is sent up to ten times. Exit code 1 unless everything is in the log.`;

async function run(files: string[], { format, ...options }: Options): Promise<void> {
  const chosen = FORMATS[format];
  if (chosen === undefined) throw new Error(`There is no format ${format}.`);
  const { tally, seconds } = await importFiles(
    { ...options, files, format: chosen, patience: PATIENCE },
    process.stderr,
  );
  process.stdout.write(tally.text(seconds));
  if (!tally.complete) process.exitCode = 1;
}

function batchSize(text: string): number {
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > MOST_BATCH_EVENTS)
    throw new InvalidArgumentError(`Give a number from 1 to ${MOST_BATCH_EVENTS}.`);
  return size;
}

function address(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('Give an address such as http://localhost:3000.');
  return text;
}
