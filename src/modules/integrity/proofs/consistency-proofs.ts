import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalidField } from '../../../platform/errors/daybook-error';
import { AuditRecorder } from '../../audit/audit.recorder';
import { LogSnapshots } from '../../audit/audit.snapshot';
import type { ConsistencyProof } from '../integrity.contract';
import type { Query } from '../integrity.query';
import { latestCheckpoint, signedAtSize } from '../storage/checkpoint-store';
import { readTiles } from '../storage/tile-store';
import { edgeOf, rootOf } from '../tree/growth';
import { planConsistency } from '../tree/proofs';
import { originOf } from './checkpoint-view';
import { noCheckpoint } from './not-sealed';
import { queryOf } from './query-of';
import { VerifierKeys } from './verifier-keys';

/** That the log has only grown between two sizes (RFC 9162 §2.1.4). */
@Injectable()
export class ConsistencyProofs {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly recorder: AuditRecorder,
    private readonly keys: VerifierKeys,
  ) {}

  /**
   * Any sizes up to the newest checkpoint's, signed or not: who asks has the one, and computes the other. An empty tree is the beginning of
   * every other, without proof. @throws DaybookError `checkpoint.not_found`; 422 for sizes that the tree does not have.
   */
  between(from: number, to: number | undefined): Promise<ConsistencyProof> {
    this.recorder.describe({ details: { from, to: to ?? null } });
    const { organizationId } = currentPrincipal();
    return this.snapshots.read(organizationId, async ({ client }) => {
      const query = queryOf(client);
      const newest = await latestCheckpoint(query, organizationId);
      if (!newest) throw noCheckpoint();
      const size = to ?? newest.size;
      this.recorder.describe({ details: { from, to: size } });
      if (size > newest.size)
        throw invalidField('to', `lies beyond the newest checkpoint, which has ${newest.size} events`);
      if (from > size) throw invalidField('from', `must not be larger than ${size}`);
      const kept = size === newest.size ? newest : await signedAtSize(query, organizationId, size);
      return {
        format: 'daybook-consistency-proof/1',
        from,
        to: size,
        ...(await prove(query, organizationId, from, size)),
        checkpoint: kept?.note ?? null,
        vkeys: this.keys.of(originOf(newest)),
      };
    });
  }
}

async function prove(
  query: Query,
  organizationId: string,
  from: number,
  to: number,
): Promise<Pick<ConsistencyProof, 'consistency_proof' | 'root'>> {
  const plan = from === 0 ? { tiles: [], proof: () => [] } : planConsistency(from, to);
  const tiles = await readTiles(query, organizationId, [...plan.tiles, ...edgeOf(to)]);
  const hashes = plan.proof(tiles);
  return {
    consistency_proof: hashes.map((hash) => hash.toString('base64')),
    root: rootOf(to, tiles).toString('base64'),
  };
}
