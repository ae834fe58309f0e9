import { keyIdOf } from './verifier-key';

/** C2SP signed-note: a line below the text. `signature` is what follows the key id: 64 bytes of ed25519, or a time before them. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

/** A client may refuse more; it must take 16. */
const MOST_SIGNATURES = 100;
/** What a note must not hold: control characters but newlines, and halves of characters, which are no UTF-8. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const UNSPEAKABLE = /[\u0000-\u0009\u000B-\u001F]|\p{Surrogate}/u;

/** The text ends with a newline; a blank line and the signatures follow. @throws RangeError for what would not be read again as it is. */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  const note = `${text}\n${signatures.map(line).join('')}`;
  const read = parseNote(note);
  if (read?.text !== text || read.signatures.length !== signatures.length)
    throw new RangeError('this is no text of a note, or a signature has no name');
  return note;
}

const line = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;

/** A signature by one key of a name. */
export const signatureOf = (
  name: string,
  kind: number,
  publicKey: Uint8Array,
  signature: Buffer,
): NoteSignature => ({ name, keyId: keyIdOf(name, kind, publicKey), signature });

export interface SignedNote {
  /** With its last newline: the bytes that are signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Null for what is no note. */
export function parseNote(note: string): SignedNote | null {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0 || !note.endsWith('\n') || UNSPEAKABLE.test(note)) return null;
  const signatures = note
    .slice(cut + 2, -1)
    .split('\n')
    .map(signatureIn);
  if (signatures.length > MOST_SIGNATURES || signatures.some((signature) => signature === null)) return null;
  return { text: note.slice(0, cut + 1), signatures: signatures as NoteSignature[] };
}

function signatureIn(text: string): NoteSignature | null {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (name === undefined || encoded === undefined) return null;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length <= 4 || bytes.toString('base64') !== encoded) return null;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}
