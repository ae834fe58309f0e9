import { parseCheckpoint, type Checkpoint } from '../../notes/checkpoint';
import { parseNote, type SignedNote } from '../../notes/signed-note';

/** A checkpoint that was found in a text. `origin` is of the form `<host>/logs/<organization>[/<epoch>]`. */
export interface FoundNote {
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

const DEEPEST = 20;
const NOTE = /^[^\s\n]+\n(?:0|[1-9]\d*)\n[A-Za-z0-9+/]{43}=\n\n(?:— [^\n]+(?:\n|$))+/gm;

/** All checkpoints in a text, each once: a bare note, a mail as it was saved, JSON that holds one (a manifest, a proof, `/v1/checkpoint`). */
export function notesIn(text: string): FoundNote[] {
  const notes = [...(fromJson(text) ?? []), ...fromText(decoded(text.replaceAll('\r\n', '\n')))];
  return [...new Set(notes)].flatMap((note) => {
    const parsed = parseNote(note);
    const checkpoint = parsed && parseCheckpoint(parsed.text);
    return parsed && checkpoint ? [{ note: parsed, checkpoint }] : [];
  });
}

/** Lines that a mail program has quoted or indented are taken as they were. */
function fromText(text: string): string[] {
  const plain = text.replaceAll(/^[> \t]+/gm, '').replaceAll(/[ \t]+$/gm, '');
  return [...plain.matchAll(NOTE)].map(([note]) => (note.endsWith('\n') ? note : `${note}\n`));
}

function fromJson(text: string): string[] | null {
  try {
    return stringsIn(JSON.parse(text), 0).flatMap((value) => fromText(value));
  } catch {
    return null;
  }
}

function stringsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.values(value).flatMap((each) => stringsIn(each, depth + 1));
}

/** RFC 2045, as far as our own mails need it. */
function decoded(text: string): string {
  const cut = text.indexOf('\n\n');
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(text.slice(0, Math.max(cut, 0)))?.[1];
  const body = text.slice(cut + 2);
  if (encoding?.toLowerCase() === 'base64')
    return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
  if (encoding?.toLowerCase() !== 'quoted-printable') return text;
  const bytes = body
    .replaceAll(/=[ \t]*\n/g, '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
