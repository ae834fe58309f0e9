import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { deriveKey } from './derive-key';

/** RFC 8410: what stands before the 32 bytes of an ed25519 seed in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
/** And how much stands before the 32 bytes of a public key. */
const SPKI_HEAD_BYTES = 12;

/** When a generation of the key counts; `retired` may lie ahead. Numbered from 1. */
export interface KeyGeneration {
  readonly generation: number;
  readonly from: Date;
  readonly retired: Date | null;
}

/** One key, and what others need to know it by. */
export class SigningKey {
  readonly #key: KeyObject;
  /** SPKI, as `openssl pkey -pubin` reads it. */
  readonly publicKeyPem: string;
  /** The raw 32 bytes. */
  readonly publicKey: Buffer;
  /** The first eight bytes of the SHA-256 of the raw public key, in hex. */
  readonly keyId: string;

  constructor(seed: Uint8Array) {
    this.#key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(this.#key);
    this.publicKeyPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    this.publicKey = rawOf(publicKey);
    this.keyId = keyIdOf(publicKey);
  }

  /** An ed25519 signature (RFC 8032): 64 bytes. */
  sign(bytes: Uint8Array): Buffer {
    return sign(null, bytes, this.#key);
  }
}

/**
 * Signs what leaves the installation, so that others can tell who made it. All generations of the key come from the installation's
 * secret: they are the same after every start, and whoever restores the data directory has them. Which of them there are stands in the
 * database; until `use()` has said so, it is the first.
 */
export class Signing {
  readonly #keys = new Map<number, SigningKey>();
  readonly #secret: string;
  #generations: readonly KeyGeneration[] = [{ generation: 1, from: new Date(0), retired: null }];

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** All generations that count, the oldest first; at least one. */
  use(generations: readonly KeyGeneration[]): void {
    if (generations.length === 0) throw new Error('an installation has at least one generation of its key');
    this.#generations = generations.toSorted((a, b) => a.generation - b.generation);
  }

  /** All there are, retired ones too, the oldest first. */
  get generations(): readonly (KeyGeneration & { readonly key: SigningKey })[] {
    return this.#generations.map((each) => ({ ...each, key: this.at(each.generation) }));
  }

  /** Those that sign at a moment, the newest first. */
  inForce(now: Date): readonly SigningKey[] {
    const valid = this.#generations.filter(({ retired }) => retired === null || retired > now);
    return valid.toReversed().map(({ generation }) => this.at(generation));
  }

  at(generation: number): SigningKey {
    const known = this.#keys.get(generation);
    if (known) return known;
    const key = new SigningKey(deriveKey(this.#secret, purposeOf(generation)));
    this.#keys.set(generation, key);
    return key;
  }

  /** Of the newest generation, as the four that follow. */
  get publicKeyPem(): string {
    return this.#newest.publicKeyPem;
  }

  get publicKey(): Buffer {
    return this.#newest.publicKey;
  }

  get keyId(): string {
    return this.#newest.keyId;
  }

  sign(bytes: Uint8Array): Buffer {
    return this.#newest.sign(bytes);
  }

  get #newest(): SigningKey {
    return this.at(this.#generations.at(-1)?.generation ?? 1);
  }
}

/** The first had its name before there were others. */
const purposeOf = (generation: number): string =>
  generation === 1 ? 'ed25519 key of exports' : `ed25519 key, generation ${generation}`;

/** The name of a public key; it says nothing of who has it. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256').update(rawOf(publicKey)).digest('hex').slice(0, 16);
}

const rawOf = (publicKey: KeyObject): Buffer =>
  publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD_BYTES);
