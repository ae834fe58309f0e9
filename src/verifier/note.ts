import { base64In, concat, equal, utf8 } from './bytes';
import { bad, good, noted, plain, plural, type Finding } from './finding';
import { COSIGNATURE, ED25519, idOf, noteKeyId, readKey, type PublicKey } from './keys';
import type { Tools } from './tools';

/** What a checkpoint states: the log `origin` has `size` events, and `root` is the root of the tree over their leaves. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
}

const MOST_NOTE_CHARACTERS = 1_000_000;
const MOST_SIGNATURES = 100;
const CHECKPOINT_ROOT_BYTES = 32;
const NOTE_SIGNATURE_BYTES = 64;

/**
 * Whether a note (C2SP signed-note) is a checkpoint (C2SP tlog-checkpoint) and who signed it: by one of `trusted`, or where there are none, by
 * one of `enclosed`, vkeys that came with it. The checkpoint is null unless it can be relied on as far as the findings say.
 */
export async function checkCheckpoint(
  tools: Tools,
  note: unknown,
  { trusted, enclosed }: { trusted: readonly PublicKey[]; enclosed: unknown },
): Promise<{ checkpoint: Checkpoint | null; findings: Finding[] }> {
  const read = readNote(note);
  const checkpoint = read && checkpointIn(read.text);
  if (read === null || checkpoint === null)
    return {
      checkpoint: null,
      findings: [bad('The checkpoint cannot be read: it was changed, or is none.')],
    };
  const keys = trusted.length > 0 ? trusted : keysIn(tools, enclosed);
  const signers = await signersOf(tools, checkpoint.origin, read, keys);
  if (signers === null) return { checkpoint: null, findings: [changedNote(checkpoint)] };
  const findings = [
    ...saidBy(tools, checkpoint, signers, trusted),
    ...others(read.signatures.length - signers.length),
  ];
  return { checkpoint: findings.every(({ ok }) => ok) ? checkpoint : null, findings };
}

const others = (count: number): Finding[] =>
  count > 0
    ? [noted(`${plural(count, 'signature')} below it by others, whose keys are not here: not checked.`)]
    : [];

/** Whose log it is: an origin is `<host>/logs/<organization>`, and behind that the epoch if it is not the first. */
export const organizationOf = ({ origin }: Checkpoint): string | null =>
  /\/logs\/([^/]+)(?:\/[1-9]\d*)?$/.exec(origin)?.[1] ?? null;

/** Null for what is no signed note. */
function readNote(note: unknown): { text: string; signatures: NoteSignature[] } | null {
  if (typeof note !== 'string' || note.length > MOST_NOTE_CHARACTERS || !note.endsWith('\n')) return null;
  const cut = note.lastIndexOf('\n\n');
  const lines = note.slice(cut + 2, -1).split('\n');
  if (cut < 0 || lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(signatureIn).filter((signature) => signature !== null);
  return signatures.length === lines.length ? { text: note.slice(0, cut + 1), signatures } : null;
}

function signatureIn(line: string): NoteSignature | null {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z\d+/]+={0,2})$/.exec(line) ?? [];
  const bytes = base64In(encoded);
  if (name === undefined || bytes === null || bytes.length <= 4) return null;
  return { name, keyId: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/** Lines behind the third are extensions, which the signature covers and nobody here reads. */
function checkpointIn(text: string): Checkpoint | null {
  const [origin = '', size = '', encoded, ...rest] = text.split('\n');
  const root = base64In(encoded);
  if (
    origin === '' ||
    !/^(0|[1-9]\d{0,15})$/.test(size) ||
    root?.length !== CHECKPOINT_ROOT_BYTES ||
    rest.length === 0
  )
    return null;
  return Number.isSafeInteger(Number(size)) ? { origin, size: Number(size), root } : null;
}

function keysIn(tools: Tools, vkeys: unknown): PublicKey[] {
  if (!Array.isArray(vkeys)) return [];
  return vkeys.slice(0, MOST_SIGNATURES).flatMap((vkey) => {
    try {
      return [readKey(tools, String(vkey))];
    } catch {
      return [];
    }
  });
}

/** Who signed a note, and when, if they said so. */
interface Signer {
  readonly key: PublicKey;
  readonly name: string;
  readonly kind: number;
  readonly time: Date | null;
}

/** Null when a signature that should be by one of the keys is not: then the note was changed, whatever else it has. */
async function signersOf(
  tools: Tools,
  origin: string,
  { text, signatures }: { text: string; signatures: readonly NoteSignature[] },
  keys: readonly PublicKey[],
): Promise<Signer[] | null> {
  const signers: Signer[] = [];
  for (const key of keys)
    for (const kind of [ED25519, COSIGNATURE]) {
      const name = key.name ?? origin;
      const id = noteKeyId(tools, name, kind, key.bytes);
      for (const signature of signatures) {
        if (signature.name !== name || !equal(signature.keyId, id)) continue;
        const { time, message, bytes } = signedBy(kind, text, signature.bytes);
        if (bytes.length !== NOTE_SIGNATURE_BYTES || !(await tools.verify(key.bytes, message, bytes)))
          return null;
        signers.push({ key, name, kind, time });
      }
    }
  return signers;
}

/** Of a plain signature the text itself; of a cosignature (C2SP tlog-cosignature) the time, in seconds, and the text. */
function signedBy(
  kind: number,
  text: string,
  bytes: Uint8Array,
): { time: Date | null; message: Uint8Array; bytes: Uint8Array } {
  if (kind === ED25519) return { time: null, message: utf8(text), bytes };
  const seconds = bytes.subarray(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
  const message = concat(utf8(`cosignature/v1\ntime ${seconds}\n`), utf8(text));
  return { time: new Date(seconds * 1000), message, bytes: bytes.subarray(8) };
}

function saidBy(
  tools: Tools,
  { origin, size, root }: Checkpoint,
  signers: readonly Signer[],
  trusted: readonly PublicKey[],
): Finding[] {
  const own = signers.filter(({ name, kind }) => name === origin && kind === ED25519);
  const what = `The checkpoint of the log ${plain(origin)} (${plural(size, 'event')})`;
  if (own.length === 0)
    return [
      bad(
        trusted.length > 0
          ? `${what} is not signed by the key that you gave: somebody else made it, or your key is that of another installation (a vkey: of another log, or of another epoch of it).`
          : `${what} is not signed by any key that came with it.`,
      ),
    ];
  const ids = [...new Set(own.map(({ key }) => idOf(tools, key)))].join(', ');
  const times = signers.flatMap(({ time, name }) =>
    time === null || Number.isNaN(time.getTime())
      ? []
      : [`${name === origin ? 'it' : `the witness ${plain(name)}`} says at ${time.toISOString()}`],
  );
  // Two signed checkpoints of one size and two roots are the proof of a split view, and only who reads both can see it.
  const when = [...times, `root ${btoa(String.fromCharCode(...root))}`].map((each) => `; ${each}`).join('');
  if (trusted.length > 0) return [good(`${what} is signed by the key that you gave (${ids})${when}.`)];
  return [
    noted(
      `${what} fits its signature by the key that came with it (${ids})${when}. Without a key of your own (--key) this does not show whose it is.`,
    ),
  ];
}

const changedNote = ({ origin }: Checkpoint): Finding =>
  bad(`The checkpoint of the log ${plain(origin)} does not fit its signature: it was changed.`);
