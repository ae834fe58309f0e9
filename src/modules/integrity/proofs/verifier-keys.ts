import { createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Signing } from '../../../platform/crypto/signing';
import type { VerifierKeyView } from '../integrity.contract';
import { COSIGNATURE_V1, ED25519, verifierKey } from '../notes/verifier-key';

const SPKI_HEAD_BYTES = 12;

/** The installation's keys under the name of a log, as C2SP tools take them; the newest first. */
@Injectable()
export class VerifierKeys {
  constructor(private readonly signing: Signing) {}

  /** Of the generations that sign. */
  of(origin: string): string[] {
    return this.all(origin)
      .filter(({ retired_at }) => retired_at === null)
      .map(({ vkey }) => vkey);
  }

  /** Retired ones too: what they have signed is still to be checked. */
  all(origin: string): VerifierKeyView[] {
    const key = createPublicKey(this.signing.publicKeyPem)
      .export({ format: 'der', type: 'spki' })
      .subarray(SPKI_HEAD_BYTES);
    return [
      {
        generation: 1,
        vkey: verifierKey(origin, key, ED25519),
        cosignature_vkey: verifierKey(origin, key, COSIGNATURE_V1),
        from: null,
        retired_at: null,
      },
    ];
  }
}
