import { Inject, Injectable } from '@nestjs/common';
import { Clock, MINUTE_MS } from '../../../platform/clock/clock';
import { Log } from '../../../platform/log/log';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { anchorActions } from '../integrity.anchors.actions';
import { Checkpoints, type StoredCheckpoint } from '../integrity.checkpoints';
import { readTiles } from '../integrity.tiles';
import { planConsistency } from '../tree/proofs';
import { channelsOf, failed, isDue, succeeded, WATCH, type Channel } from './channels';
import { OUTSIDES } from './outsides';
import type { Round } from './round';
import { OutsideFault, type Arrival, type Outside } from './places/outside';
import { queryIn } from './query-in';

/** Takes the newest checkpoint of a log to each place that is due for it. Nothing of a transaction is open while a place is spoken to. */
@Injectable()
export class Departures {
  constructor(
    @Inject(OUTSIDES) private readonly outsides: readonly Outside[],
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'anchors'>,
    private readonly unitOfWork: UnitOfWork,
    private readonly checkpoints: Checkpoints,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** How many places took it. */
  async of(organizationId: string, round: Round): Promise<number> {
    const { checkpoint: newest, channels } = await this.#begin(organizationId);
    if (!newest) return 0;
    let [checkpoint, taken] = [newest, 0];
    for (const outside of this.outsides) {
      const channel = channels.find(({ kind, place }) => kind === outside.kind && place === outside.place);
      if (round.givesUp(outside) || !isDue(channel, checkpoint, this.clock.now())) continue;
      const { fault, cosignatures = '' } = await this.#take(organizationId, outside, checkpoint, channel);
      round.note(outside, fault ?? null);
      if (fault) this.#logFault(organizationId, outside, fault);
      else taken += 1;
      // Witnesses come first: what is left elsewhere has their signatures.
      checkpoint = { ...checkpoint, note: checkpoint.note + cosignatures };
    }
    return taken;
  }

  #begin(organizationId: string): Promise<{ checkpoint: StoredCheckpoint | null; channels: Channel[] }> {
    return this.unitOfWork.run(organizationId, async (manager) => {
      const query = queryIn(manager);
      await query(WATCH, [organizationId, this.clock.now()]);
      const checkpoint = await this.checkpoints.latest(query, organizationId);
      return { checkpoint, channels: await channelsOf(query, organizationId) };
    });
  }

  async #take(
    organizationId: string,
    outside: Outside,
    checkpoint: StoredCheckpoint,
    channel: Channel | undefined,
  ): Promise<Partial<Arrival> & { readonly fault?: OutsideFault }> {
    const knownSize = channel?.epoch === checkpoint.epoch ? (channel.size ?? 0) : 0;
    const proofFrom = (from: number): Promise<Buffer[]> => this.#prove(organizationId, from, checkpoint.size);
    try {
      const arrival = await outside.take({ organizationId, checkpoint, knownSize, proofFrom });
      await this.#keep(organizationId, outside, checkpoint, arrival);
      return arrival;
    } catch (error) {
      if (!(error instanceof OutsideFault)) throw error;
      await this.#regret(organizationId, outside, error, channel);
      return { fault: error };
    }
  }

  #prove(organizationId: string, from: number, to: number): Promise<Buffer[]> {
    const plan = planConsistency(from, to);
    return this.unitOfWork.run(organizationId, async (manager) =>
      plan.proof(await readTiles(queryIn(manager), organizationId, plan.tiles)),
    );
  }

  /** A witness's signature goes below the note, for everybody to see. */
  #keep(
    organizationId: string,
    outside: Outside,
    checkpoint: StoredCheckpoint,
    { receipt, cosignatures }: Arrival,
  ): Promise<void> {
    const at = this.clock.now();
    const dueAt = new Date(at.getTime() + this.settings.anchors.intervalMinutes * MINUTE_MS);
    return this.unitOfWork.run(organizationId, async (manager) => {
      const query = queryIn(manager);
      await succeeded(query, organizationId, outside, { checkpoint, receipt, at, dueAt });
      const { size, signedAt } = checkpoint;
      if (cosignatures !== undefined)
        await query('SELECT cosign_checkpoint($1, $2, $3, $4)', [
          organizationId,
          size,
          signedAt,
          cosignatures,
        ]);
    });
  }

  /** The first time that a place contradicts is an event; that it goes on is none. */
  #regret(
    organizationId: string,
    { kind, place }: Outside,
    { reason, message: says, knownSize }: OutsideFault,
    channel: Channel | undefined,
  ): Promise<void> {
    const conflicting = reason === 'unavailable' ? null : reason === 'conflict';
    const failure = { says, conflicting, before: channel?.failures ?? 0, at: this.clock.now() };
    return this.unitOfWork.systemChanges(organizationId, async (manager) => {
      await failed(queryIn(manager), organizationId, { kind, place }, failure);
      const news = conflicting === true && channel?.conflicting !== true;
      const event = { details: { kind, place, known_size: knownSize, says } };
      const spec = anchorActions['integrity.anchor_contradicted'];
      return { result: undefined, events: news ? [{ spec, event }] : [] };
    });
  }

  #logFault(organization_id: string, { kind, place }: Outside, { message, reason }: OutsideFault): void {
    const level = reason === 'unavailable' ? 'warn' : 'error';
    this.log[level]({ organization_id, kind, place, reason: message }, 'a checkpoint was not anchored');
  }
}
