import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseQuery } from '../modules/audit/audit.event-filter';
import type { AuditEvent } from '../modules/audit/audit.contract';
import { ArchiveKeeping } from '../modules/retention/retention.archive-keeping';
import { ArchiveSearch } from '../modules/retention/retention.archive-search';
import type { ByteSource } from '../platform/files/parquet/parquet-reader';
import { withApplication } from './application';
import { eventLine } from './event-line';

const ORGANIZATION = ['--organization <id>', 'whose archives'] as const;

/** `daybook archive`: files with events that were purged: what there are, what is in them, away with them. */
export function archiveCommand(program: Command): void {
  const archive = program.command('archive').description('files with events that were purged');
  archive
    .command('list')
    .description('what there are, as NDJSON, the latest date first')
    .requiredOption(...ORGANIZATION)
    .action(list);
  archive
    .command('search')
    .description('find events in archives by the query language, as in the log; the newest first')
    .argument('[file...]', 'archives of one organization, copied to anywhere')
    .option(...ORGANIZATION)
    .option('--date <date>', 'only the archive of this date; without it, all that there are', date)
    .option('-q, --query <text>', 'in the query language; without it, everything', '')
    .option('--time-zone <name>', 'the IANA zone of dates in the query that name none', zone, 'UTC')
    .option('--limit <events>', 'show at most so many', limit, 50)
    .addOption(new Option('--format <format>').choices(['text', 'ndjson']).default('text'))
    .action(search);
  archive
    .command('delete')
    .description("delete the archive of a date for good; recorded in the organization's log")
    .requiredOption(...ORGANIZATION)
    .requiredOption('--date <date>', 'the day that its events expired on', date)
    .action(remove);
}

async function list({ organization }: { organization: string }): Promise<void> {
  const archives = await withApplication((app) => app.get(ArchiveKeeping).list(organization));
  for (const archive of archives) process.stdout.write(`${JSON.stringify(archive)}\n`);
}

interface SearchOptions {
  readonly organization?: string;
  readonly date?: string;
  readonly query: string;
  readonly timeZone: string;
  readonly limit: number;
  readonly format: string;
}

/** Before the first event: who says nothing of time asks for all of it, unlike in the log. */
const EVER = '0001-01-01T00:00:00.000Z';

async function search(files: string[], options: SearchOptions): Promise<void> {
  const { organization, query, timeZone, format } = options;
  if (files.length > 0 === (organization !== undefined))
    throw new Error('Name files, or an organization by --organization.');
  const asked = parseQuery({ q: query, tz: timeZone, from: EVER }, new Date());
  const found = await withApplication(async (app) => {
    const sources =
      organization === undefined
        ? await Promise.all(files.map(fileSource))
        : await app.get(ArchiveKeeping).open(organization, options.date);
    if (sources.length === 0) throw new Error('There is no such archive.');
    return app.get(ArchiveSearch).search(sources, asked, options.limit);
  });
  print(found, options.limit, format === 'ndjson' ? (event) => JSON.stringify(event) : eventLine);
}

function print(found: readonly AuditEvent[], most: number, line: (event: AuditEvent) => string): void {
  for (const event of found.slice(0, most)) process.stdout.write(`${line(event)}\n`);
  if (found.length > most) process.stderr.write(`There are more than ${most}. Ask for more by --limit.\n`);
}

async function remove({ organization, date: day }: { organization: string; date: string }): Promise<void> {
  const archive = await withApplication((app) => app.get(ArchiveKeeping).delete(organization, day));
  process.stdout.write(`The archive of ${day} with ${archive.events} events is deleted.\n`);
}

async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await stat(path);
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = await buffer(createReadStream(path, { start, end: end - 1 }));
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    },
  };
}

function date(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('Give a date, YYYY-MM-DD.');
  return text;
}

function zone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Give an IANA time zone such as Europe/Berlin.');
  }
}

function limit(text: string): number {
  const events = Number(text);
  if (!Number.isInteger(events) || events < 1 || events > 1_000_000)
    throw new InvalidArgumentError('Give a number from 1 to 1000000.');
  return events;
}
