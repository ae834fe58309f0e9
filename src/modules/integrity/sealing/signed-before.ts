import { createPublicKey, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Signing } from '../../../platform/crypto/signing';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { Log } from '../../../platform/log/log';
import { parseCheckpoint } from '../notes/checkpoint';
import { parseNote } from '../notes/signed-note';
import { ED25519, keyIdOf } from '../notes/verifier-key';
import type { Remembered } from './memory-lines';
import type { UnsealedLog } from './tree-store';

const NEWEST = `SELECT note FROM checkpoints WHERE organization_id = $1 AND epoch = $2 ORDER BY signed_at DESC, size DESC LIMIT 1`;

/** What stands in for the memory of a log where there is none: the newest checkpoint in the database, if its signature is ours. */
@Injectable()
export class SignedBefore {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly signing: Signing,
    private readonly log: Log,
  ) {}

  /** Undefined for a log that was never signed. A note that is not ours is as good as a contradiction: no tree has its root. */
  async of(organizationId: string, { epoch, size }: UnsealedLog): Promise<Remembered | undefined> {
    if (size === 0) return undefined;
    const note = await this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ note: string }>(NEWEST, [organizationId, epoch]);
      return rows[0]?.note;
    });
    if (note === undefined) return undefined;
    this.log.warn(
      { organization_id: organizationId },
      'what was signed last of this log is not remembered: its newest checkpoint stands in for it',
    );
    return { organizationId, epoch, ...(this.#read(note) ?? { size, root: Buffer.of() }) };
  }

  #read(note: string): { size: number; root: Buffer } | null {
    const parsed = parseNote(note);
    const checkpoint = parsed && parseCheckpoint(parsed.text);
    if (!parsed || !checkpoint) return null;
    const ours = this.signing.generations.some(({ key }) =>
      parsed.signatures.some(
        ({ name, keyId, signature }) =>
          name === checkpoint.origin &&
          keyId.equals(keyIdOf(name, ED25519, key.publicKey)) &&
          verify(null, Buffer.from(parsed.text), createPublicKey(key.publicKeyPem), signature),
      ),
    );
    return ours ? checkpoint : null;
  }
}
