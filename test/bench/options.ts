import { parseArgs } from 'node:util';

export const PARTS = [
  'lists',
  'words',
  'numbers',
  'trails',
  'console',
  'live',
  'recording',
  'changes',
  'proofs',
  'export',
  'ingest',
  'sealing',
  'purge',
  'verification',
  'memory',
] as const;
export type PartName = (typeof PARTS)[number];

export interface Options {
  /** Events in the log before anything is measured. */
  readonly events: number;
  readonly parts: ReadonlySet<PartName>;
  /** Where the filled log is kept for the next run, which finds it there; null makes one that goes with this process. */
  readonly keep: string | null;
}

const USAGE = `npm run bench -- [--events N] [--only ${PARTS.join(',')}] [--keep DIRECTORY]`;

/** @throws Error whose message is for the terminal. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '1000000' },
      only: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const events = Number(values.events.replaceAll('_', ''));
  if (!Number.isInteger(events) || events < 10_000)
    throw new Error(`--events must be a whole number of at least 10000\n${USAGE}`);
  const names = values.only?.split(',') ?? [...PARTS];
  const unknown = names.find((name) => !(PARTS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}\n${USAGE}`);
  return { events, parts: new Set(names as PartName[]), keep: values.keep ?? null };
}
