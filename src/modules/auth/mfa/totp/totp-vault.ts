import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { deriveKey } from '../../../../platform/crypto/derive-key';
import { CONFIG } from '../../../../platform/platform.tokens';
import type { Settings } from '../../../../platform/settings';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keys of authenticator apps at rest: AES-256-GCM under a key of the installation's, bound to their account, so that a row
 * moved to another account opens nothing. Layout: version (1), nonce (12), tag (16), ciphertext.
 */
@Injectable()
export class TotpVault {
  readonly #key: Buffer;

  constructor(@Inject(CONFIG) settings: Pick<Settings, 'secret'>) {
    this.#key = deriveKey(settings.secret, 'totp secrets');
  }

  seal(secret: Buffer, accountId: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(accountId));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error when it was altered, belongs to another account, or another installation sealed it. */
  open(stored: Buffer, accountId: string): Buffer {
    if (stored[0] !== VERSION) throw new Error('an authenticator secret has an unknown version');
    const rest = stored.subarray(1);
    const decipher = createDecipheriv(CIPHER, this.#key, rest.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(accountId))
      .setAuthTag(rest.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(rest.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  }
}
