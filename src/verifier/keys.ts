import { base64In, concat, equal, hexOf, utf8 } from './bytes';
import type { Tools } from './tools';

/** A public key of ed25519. `name`: whose it is, where it came with one. */
export interface PublicKey {
  /** The raw 32 bytes. */
  readonly bytes: Uint8Array;
  readonly name: string | null;
}

/** C2SP signed-note and tlog-cosignature: what kinds of signatures a key can make. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;

const KEY_BYTES = 32;
/** RFC 8410: an ed25519 public key in SPKI, before its bytes. */
const SPKI_HEAD = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** The key as X.509 wraps it. */
export const spkiOf = (bytes: Uint8Array): Uint8Array => concat(SPKI_HEAD, bytes);

/** A key as PEM (SPKI), or as the `vkey` of C2SP signed-note. @throws Error in words when it is neither. */
export function readKey(tools: Tools, text: string): PublicKey {
  const pem = /^-----BEGIN PUBLIC KEY-----\s([A-Za-z\d+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(text.trim());
  if (pem?.[1] !== undefined) return keyInPem(pem[1]);
  const vkey = keyInVkey(tools, text.trim());
  if (vkey === null) throw new Error('it is neither a public key in PEM nor a vkey');
  return vkey;
}

function keyInPem(base64: string): PublicKey {
  const der = base64In(base64.replace(/\s/g, ''));
  if (der?.length !== SPKI_HEAD.length + KEY_BYTES || !equal(der.subarray(0, SPKI_HEAD.length), SPKI_HEAD))
    throw new Error('it is no ed25519 key');
  return { bytes: der.slice(SPKI_HEAD.length), name: null };
}

/** `<name>+<key id in hex>+<base64 of kind and key>`. Null for all else. */
function keyInVkey(tools: Tools, text: string): PublicKey | null {
  const [, name, id, encoded] = /^([^\s+]{1,300})\+([\da-f]{8})\+([A-Za-z\d+/=]{1,100})$/.exec(text) ?? [];
  const decoded = base64In(encoded);
  const kind = decoded?.[0];
  if (name === undefined || decoded?.length !== 1 + KEY_BYTES || (kind !== ED25519 && kind !== COSIGNATURE))
    return null;
  const bytes = decoded.slice(1);
  return hexOf(noteKeyId(tools, name, kind, bytes)) === id ? { bytes, name } : null;
}

/** C2SP signed-note: how a signature says which key made it. */
export const noteKeyId = (tools: Tools, name: string, kind: number, key: Uint8Array): Uint8Array =>
  tools.sha256(concat(utf8(`${name}\n`), Uint8Array.of(kind), key)).subarray(0, 4);

/** What a key is called by Daybook: the first eight bytes of the SHA-256 of the raw key, in hex. */
export const idOf = (tools: Tools, { bytes }: PublicKey): string => hexOf(tools.sha256(bytes).subarray(0, 8));
