import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { Signing } from '../../../platform/crypto/signing';
import type { VerifierKeyView } from '../integrity.contract';
import { COSIGNATURE_V1, verifierKey } from '../notes/verifier-key';

/** The installation's keys under the name of a log, as C2SP tools take them; the newest first. */
@Injectable()
export class VerifierKeys {
  constructor(
    private readonly signing: Signing,
    private readonly clock: Clock,
  ) {}

  /** Of the generations that sign. */
  of(origin: string): string[] {
    return this.signing.inForce(this.clock.now()).map(({ publicKey }) => verifierKey(origin, publicKey));
  }

  /** Retired ones too: what they have signed is still to be checked. */
  all(origin: string): VerifierKeyView[] {
    return this.signing.generations.toReversed().map(({ generation, from, retired, key: { publicKey } }) => ({
      generation,
      vkey: verifierKey(origin, publicKey),
      cosignature_vkey: verifierKey(origin, publicKey, COSIGNATURE_V1),
      from: from.toISOString(),
      retired_at: retired?.toISOString() ?? null,
    }));
  }
}
