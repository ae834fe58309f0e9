import { hash } from 'node:crypto';

/** What was signed last of a log: outside the database, so that a database that was set back cannot say otherwise (F23). */
export interface Remembered {
  readonly organizationId: string;
  readonly epoch: number;
  readonly size: number;
  readonly root: Buffer;
}

export const HEADER = 'daybook seals 1\n';
const CHECK_DIGITS = 8;
const LINE = /^([0-9a-f-]{36}) (\d+) (\d+) ([A-Za-z0-9+/]{43}=) ([0-9a-f]{8})$/;

/** A line with a check of its own, so that half of one is told from a whole one. */
export function lineOf({ organizationId, epoch, size, root }: Remembered): string {
  const said = `${organizationId} ${epoch} ${size} ${root.toString('base64')}`;
  return `${said} ${checkOf(said)}\n`;
}

/**
 * What the lines say, the last of each log, and how many bytes of the text are whole lines: what a crash left unfinished at the end counts for
 * nothing. Null when it is not such a text, or broken within.
 */
export function readLines(text: string): { entries: Map<string, Remembered>; length: number } | null {
  if (!text.startsWith(HEADER)) return HEADER.startsWith(text) ? { entries: new Map(), length: 0 } : null;
  const entries = new Map<string, Remembered>();
  let [length, broken] = [HEADER.length, false];
  for (let from = HEADER.length; from < text.length;) {
    const end = text.indexOf('\n', from);
    const entry = end < 0 ? null : entryIn(text.slice(from, end));
    if (entry && broken) return null;
    broken ||= entry === null;
    from = end < 0 ? text.length : end + 1;
    if (!entry) continue;
    entries.set(entry.organizationId, entry);
    length = from;
  }
  return { entries, length };
}

function entryIn(line: string): Remembered | null {
  const [, organizationId, epoch, size, root, check] = LINE.exec(line) ?? [];
  if (organizationId === undefined || root === undefined) return null;
  if (checkOf(line.slice(0, -CHECK_DIGITS - 1)) !== check) return null;
  return { organizationId, epoch: Number(epoch), size: Number(size), root: Buffer.from(root, 'base64') };
}

const checkOf = (said: string): string => hash('sha256', said, 'hex').slice(0, CHECK_DIGITS);
