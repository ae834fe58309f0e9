import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';

/** RFC 8410: what stands before the 32 bytes of an ed25519 public key in SPKI. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_ID_BYTES = 4;
const ED25519 = 1;
const COSIGNATURE = 4;
const TIME_BYTES = 8;

/** The public keys of this installation, raw, as they follow from its secret: what the database says of them is no evidence. */
export class KnownKeys {
  readonly #keys: readonly { readonly raw: Uint8Array; readonly key: KeyObject }[];

  constructor(keys: readonly Uint8Array[]) {
    this.#keys = keys.map((raw) => ({
      raw,
      key: createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' }),
    }));
  }

  /**
   * What is wrong with a note (C2SP signed-note) that should be signed under this name; null when nothing is. At least one plain signature has
   * to be by a known key, and none that names a known key may be wrong. A cosignature has to name the moment `at`.
   */
  faultOf(note: string, name: string, at: Date): string | null {
    const cut = note.lastIndexOf('\n\n');
    const text = note.slice(0, cut + 1);
    let signed = false;
    for (const line of cut < 0 ? [] : note.slice(cut + 2, -1).split('\n')) {
      const [, encoded = ''] = line.startsWith(`— ${name} `) ? line.slice(2).split(' ') : [];
      const bytes = Buffer.from(encoded, 'base64');
      for (const { raw, key } of this.#keys) {
        if (isBy(bytes, name, ED25519, raw)) {
          if (!verify(null, Buffer.from(text), key, bytes.subarray(KEY_ID_BYTES)))
            return 'its signature is wrong';
          signed = true;
        } else if (isBy(bytes, name, COSIGNATURE, raw)) {
          const fault = this.#cosignature(text, bytes.subarray(KEY_ID_BYTES), key, at);
          if (fault !== null) return fault;
        }
      }
    }
    return signed ? null : 'it is not signed by a key of this installation';
  }

  /** C2SP tlog-cosignature. */
  #cosignature(text: string, bytes: Buffer, key: KeyObject, at: Date): string | null {
    if (bytes.length < TIME_BYTES) return 'its signature is wrong';
    const time = Number(bytes.readBigUInt64BE());
    const signed = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
    if (!verify(null, signed, key, bytes.subarray(TIME_BYTES)))
      return 'the signature that says when is wrong';
    return Math.abs(time * 1_000 - Number(at)) < 1_000 ? null : 'it was signed at another time than is said';
  }
}

function isBy(bytes: Buffer, name: string, kind: number, key: Uint8Array): boolean {
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kind), key]), 'buffer');
  return bytes.length > KEY_ID_BYTES && bytes.subarray(0, KEY_ID_BYTES).equals(id.subarray(0, KEY_ID_BYTES));
}
