import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { NoteSignature, SignedNote } from '../../notes/signed-note';
import { COSIGNATURE_V1, ED25519, keyIdOf } from '../../notes/verifier-key';

/** RFC 8410: what stands before the 32 bytes of an ed25519 key in SPKI. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;

export interface NamedKey {
  readonly name: string;
  /** The raw 32 bytes of ed25519. */
  readonly publicKey: Uint8Array;
}

/** Whether the key has signed the note (C2SP signed-note, kind 0x01). */
export function isSignedBy({ text, signatures }: SignedNote, key: NamedKey): boolean {
  return signatures
    .filter((signature) => isOf(signature, key, ED25519) && signature.signature.length === SIGNATURE_BYTES)
    .some(({ signature }) => verify(null, Buffer.from(text), objectOf(key), signature));
}

/** The cosignatures of the key (C2SP tlog-cosignature, kind 0x04) that verify, with what they say of the time. */
export function cosignaturesBy(
  { text, signatures }: SignedNote,
  key: NamedKey,
): { readonly line: NoteSignature; readonly time: Date }[] {
  return signatures.flatMap((line) => {
    const { signature } = line;
    if (!isOf(line, key, COSIGNATURE_V1) || signature.length !== TIME_BYTES + SIGNATURE_BYTES) return [];
    const seconds = signature.readBigUInt64BE();
    const said = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
    if (!verify(null, said, objectOf(key), signature.subarray(TIME_BYTES))) return [];
    const time = new Date(Number(seconds) * 1000);
    return Number.isNaN(time.getTime()) ? [] : [{ line, time }];
  });
}

const isOf = ({ name, keyId }: NoteSignature, key: NamedKey, kind: number): boolean =>
  name === key.name && keyId.equals(keyIdOf(key.name, kind, key.publicKey));

const objectOf = ({ publicKey }: NamedKey): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
