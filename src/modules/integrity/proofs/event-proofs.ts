import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import type { ProvableEvent } from '../../audit/audit.provable';
import { AuditRecorder } from '../../audit/audit.recorder';
import { LogSnapshots, type LogSnapshot } from '../../audit/audit.snapshot';
import type { EventProof } from '../integrity.contract';
import { latestCheckpoint, type StoredCheckpoint } from '../storage/checkpoint-store';
import { readTiles } from '../storage/tile-store';
import { planInclusion } from '../tree/proofs';
import { originOf } from './checkpoint-view';
import { byId, bySequence, fateOf } from './fates';
import { notSealedYet } from './not-sealed';
import { queryOf } from './query-of';
import { tlogProof } from './tlog-proof';
import { VerifierKeys } from './verifier-keys';

/** A proof, and the same as C2SP tlog-proof has it. */
export interface ProvenEvent {
  readonly proof: EventProof;
  readonly tlogProof: string;
}

/** That one event is in the tree of the newest checkpoint, and what became of it. All is read as of one moment. */
@Injectable()
export class EventProofs {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly recorder: AuditRecorder,
    private readonly keys: VerifierKeys,
  ) {}

  /** @throws DaybookError `event.not_found`, `proof.not_sealed_yet` */
  ofEvent(id: string): Promise<ProvenEvent> {
    this.recorder.describe({ resource: { type: 'event', id } });
    return this.#read(async (log) => {
      const evidence = await byId(log, id);
      if (!evidence) throw notFound('event');
      return this.#prove(log, evidence.event.sequence, evidence);
    });
  }

  /** Also of what was purged: its leaf is still there. @throws the same, `event.not_found` beyond the end of the log. */
  ofSequence(sequence: number): Promise<ProvenEvent> {
    this.recorder.describe({ resource: { type: 'event', id: `#${sequence}` }, details: { sequence } });
    return this.#read(async (log) => this.#prove(log, sequence, await bySequence(log, sequence)));
  }

  #read<T>(work: (log: LogSnapshot) => Promise<T>): Promise<T> {
    return this.snapshots.read(currentPrincipal().organizationId, work);
  }

  async #prove(log: LogSnapshot, sequence: number, evidence: ProvableEvent | null): Promise<ProvenEvent> {
    const query = queryOf(log.client);
    const checkpoint = await latestCheckpoint(query, log.organizationId);
    if (checkpoint === null || checkpoint.size < sequence) {
      if (evidence || sequence <= (await lastSequence(log))) throw notSealedYet();
      throw notFound('event');
    }
    const plan = planInclusion(sequence - 1, checkpoint.size);
    const tiles = await readTiles(query, log.organizationId, plan.tiles);
    const [leaf, hashes] = [plan.leaf(tiles).toString('hex'), plan.proof(tiles)];
    const fate = await fateOf(log, sequence, evidence, leaf);
    const inclusion = { sequence, leaf, hashes };
    return {
      proof: this.#view(log.organizationId, inclusion, fate, checkpoint),
      tlogProof: tlogProof(sequence - 1, hashes, checkpoint.note, evidence?.entry ?? null),
    };
  }

  #view(
    organizationId: string,
    { sequence, leaf, hashes }: { sequence: number; leaf: string; hashes: readonly Buffer[] },
    { verdict, evidence, erasedBy, purgedBy }: Awaited<ReturnType<typeof fateOf>>,
    checkpoint: StoredCheckpoint,
  ): EventProof {
    return {
      format: 'daybook-event-proof/1',
      verdict,
      organization_id: organizationId,
      sequence,
      leaf_index: sequence - 1,
      leaf_hash: leaf,
      event: evidence?.event ?? null,
      salts: evidence?.salts ?? {},
      digests: evidence?.digests ?? {},
      inclusion_proof: hashes.map((hash) => hash.toString('base64')),
      checkpoint: checkpoint.note,
      vkeys: this.keys.of(originOf(checkpoint)),
      erased_by: erasedBy,
      purged_by: purgedBy,
    };
  }
}

async function lastSequence({ client, organizationId }: LogSnapshot): Promise<number> {
  const { rows } = await client.query<{ last_sequence: string }>(
    'SELECT last_sequence FROM log_heads WHERE organization_id = $1',
    [organizationId],
  );
  return Number(rows[0]?.last_sequence ?? 0);
}
