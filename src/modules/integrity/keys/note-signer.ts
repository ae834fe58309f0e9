import { Injectable } from '@nestjs/common';
import { Signing } from '../../../platform/crypto/signing';
import { checkpointText, type Checkpoint } from '../notes/checkpoint';
import { formatNote, signatureOf } from '../notes/signed-note';
import { COSIGNATURE_V1, ED25519 } from '../notes/verifier-key';

const TIME_BYTES = 8;

/** Signs checkpoints, in the name of the log itself. */
@Injectable()
export class NoteSigner {
  constructor(private readonly signing: Signing) {}

  /**
   * C2SP tlog-checkpoint with a signature by each generation in force, and one with the time (C2SP tlog-cosignature) by the newest: without it
   * nobody could tell a log where nothing happens from one that has stopped.
   */
  sign(checkpoint: Checkpoint, at: Date): string {
    const text = checkpointText(checkpoint);
    const bytes = Buffer.from(text);
    const keys = this.signing.inForce(at);
    const [newest] = keys;
    if (!newest) throw new Error('no generation of the signing key is in force');
    const { origin } = checkpoint;
    const time = Math.floor(at.getTime() / 1_000);
    const stamped = newest.sign(Buffer.from(`cosignature/v1\ntime ${time}\n${text}`));
    return formatNote(text, [
      ...keys.map((key) => signatureOf(origin, ED25519, key.publicKey, key.sign(bytes))),
      signatureOf(origin, COSIGNATURE_V1, newest.publicKey, Buffer.concat([bigEndian(time), stamped])),
    ]);
  }
}

function bigEndian(time: number): Buffer {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeBigUInt64BE(BigInt(time));
  return bytes;
}
