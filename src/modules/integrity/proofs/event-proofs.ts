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
    return this.#read(byId, id, (log, evidence, checkpoint) => {
      if (!evidence) throw notFound('event');
      return this.#prove(log, evidence.event.sequence, evidence, checkpoint);
    });
  }

  /** Also of what was purged: its leaf is still there. @throws the same, `event.not_found` beyond the end of the log. */
  ofSequence(sequence: number): Promise<ProvenEvent> {
    this.recorder.describe({ resource: { type: 'event', id: `#${sequence}` }, details: { sequence } });
    return this.#read(bySequence, sequence, (log, evidence, checkpoint) =>
      this.#prove(log, sequence, evidence, checkpoint),
    );
  }

  /** Event and checkpoint are asked for at once: on a connection that pipelines, each round trip counts. */
  #read<K>(
    find: (log: LogSnapshot, key: K) => Promise<ProvableEvent | null>,
    key: K,
    prove: (
      log: LogSnapshot,
      evidence: ProvableEvent | null,
      checkpoint: StoredCheckpoint | null,
    ) => Promise<ProvenEvent>,
  ): Promise<ProvenEvent> {
    return this.snapshots.read(currentPrincipal().organizationId, async (log) => {
      const newest = latestCheckpoint(queryOf(log.client), log.organizationId);
      const [evidence, checkpoint] = await Promise.all([find(log, key), newest]);
      return prove(log, evidence, checkpoint);
    });
  }

  async #prove(
    log: LogSnapshot,
    sequence: number,
    evidence: ProvableEvent | null,
    checkpoint: StoredCheckpoint | null,
  ): Promise<ProvenEvent> {
    const query = queryOf(log.client);
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
