import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { deriveKey } from './derive-key';

/** RFC 8410: what stands before the 32 bytes of an ed25519 seed in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
/** And how much stands before the 32 bytes of a public key. */
const SPKI_HEAD_BYTES = 12;

/**
 * Signs what leaves the installation, so that others can tell who made it. The key comes from the installation's secret: it is
 * the same after every start, and whoever restores the data directory has it.
 */
export class Signing {
  readonly #key: KeyObject;
  /** SPKI, as `openssl pkey -pubin` reads it. */
  readonly publicKeyPem: string;
  /** The first eight bytes of the SHA-256 of the raw public key, in hex. */
  readonly keyId: string;

  constructor(secret: string) {
    const seed = deriveKey(secret, 'ed25519 key of exports');
    this.#key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(this.#key);
    this.publicKeyPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    this.keyId = keyIdOf(publicKey);
  }

  /** An ed25519 signature (RFC 8032): 64 bytes. */
  sign(bytes: Uint8Array): Buffer {
    return sign(null, bytes, this.#key);
  }
}

/** The name of a public key; it says nothing of who has it. */
export function keyIdOf(publicKey: KeyObject): string {
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD_BYTES);
  return createHash('sha256').update(raw).digest('hex').slice(0, 16);
}
