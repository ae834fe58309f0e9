import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { Log } from '../../platform/log/log';
import { Checkpoints } from './integrity.checkpoints';
import { Sealing } from './integrity.sealing';
import { originOf } from './proofs/checkpoint-view';
import { queryOf } from './proofs/query-of';
import { VerifierKeys } from './proofs/verifier-keys';

/** A checkpoint as it leaves with a file. `size`: how many events it covers; `vkeys`: whose signatures to look for. */
export interface EnclosedCheckpoint {
  readonly note: string;
  readonly vkeys: readonly string[];
  readonly size: number;
}

const PATIENCE_MS = 15_000;

/** Checkpoints for files that leave the installation. */
@Injectable()
export class EnclosedCheckpoints {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly sealing: Sealing,
    private readonly checkpoints: Checkpoints,
    private readonly keys: VerifierKeys,
    private readonly log: Log,
  ) {}

  /** One that covers a sequence: the log is sealed now if it must be, which is waited for up to 15 s. Null when that brings none. */
  async covering(organizationId: string, sequence: number): Promise<EnclosedCheckpoint | null> {
    const found = await this.#find(organizationId, sequence);
    if (found) return found;
    const sealed = this.sealing
      .seal(organizationId)
      .catch((error: unknown) =>
        this.log.warn({ error, organization_id: organizationId }, 'a log could not be sealed for a file'),
      );
    const late = new AbortController();
    await Promise.race([
      sealed,
      delay(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    return this.#find(organizationId, sequence);
  }

  #find(organizationId: string, sequence: number): Promise<EnclosedCheckpoint | null> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const checkpoint = await this.checkpoints.covering(queryOf(client), organizationId, sequence);
      if (checkpoint === null) return null;
      const { note, size } = checkpoint;
      return { note, vkeys: this.keys.of(originOf(checkpoint)), size };
    });
  }
}
