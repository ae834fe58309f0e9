import type { Witness as WitnessAddress } from '../../../../../config/anchor-url';
import { postText, type TextAnswer } from '../../../../platform/egress/post-text';
import { OutsideFault, type Arrival, type Departure, type Outside } from '../places/outside';
import { acceptedLines, addCheckpointBody, sizeIn } from './add-checkpoint';

const LIMITS = { timeoutMs: 10_000, mostBytes: 64 * 1024 };
const TRIES = 3;

/** A C2SP witness (tlog-witness): it signs a checkpoint only if it continues the last one it signed of the same log. */
export class Witness implements Outside {
  readonly kind = 'witness';
  readonly place: string;

  constructor(private readonly address: WitnessAddress) {
    this.place = address.key.name;
  }

  async take(departure: Departure): Promise<Arrival> {
    const { size, note } = departure.checkpoint;
    let old = Math.min(departure.knownSize, size);
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await this.#ask(old, old === 0 ? [] : await departure.proofFrom(old), note);
      if (answer.status === 200) return this.#accept(answer, note);
      if (answer.status !== 409) throw this.#refusal(answer);
      old = this.#otherSize(answer, old, size);
    }
    throw new OutsideFault(
      'unavailable',
      `${this.place} changes its mind about what it has; asked again later.`,
    );
  }

  async #ask(old: number, proof: Buffer[], note: string): Promise<TextAnswer> {
    try {
      return await postText(
        `${this.address.url}/add-checkpoint`,
        addCheckpointBody(old, proof, note),
        LIMITS,
      );
    } catch (error) {
      const { message } = error as Error;
      throw new OutsideFault('unavailable', `${this.place} does not answer: ${message}.`, null, error);
    }
  }

  /** Whoever answers for the witness has to have its key. */
  #accept({ text }: TextAnswer, note: string): Arrival {
    const cosignatures = acceptedLines(text, note, this.address.key);
    if (cosignatures === '')
      throw new OutsideFault(
        'refused',
        `${this.place} answered without a cosignature by its key: compare WITNESS_VKEY with the key that it shows.`,
      );
    return { receipt: cosignatures.trim(), cosignatures };
  }

  /** What it has instead, to prove from there. */
  #otherSize({ text }: TextAnswer, old: number, size: number): number {
    const known = sizeIn(text);
    // Only of the same size does 409 speak of another root; else it has to say the size that it has.
    if (old < size && known === null)
      throw new OutsideFault(
        'unavailable',
        `${this.place} answered 409 without saying what it has; asked again later.`,
      );
    if (known === null || known === old)
      throw new OutsideFault(
        'conflict',
        `${this.place} has signed another root for this log at the same size of ${old}: it was shown another history. ${LOOK}`,
        old,
      );
    if (known > size)
      throw new OutsideFault(
        'conflict',
        `${this.place} has signed ${known} events of this log, which has ${size} now: the database was rolled back or cut. ${LOOK}`,
        known,
      );
    return known;
  }

  #refusal({ status }: TextAnswer): OutsideFault {
    if (status === 422)
      return new OutsideFault(
        'conflict',
        `${this.place} says that this log does not continue what it has signed: history was rewritten. ${LOOK}`,
      );
    if (status === 404)
      return new OutsideFault(
        'refused',
        `${this.place} does not know this log: give it the origin and key that its checkpoint names, or check WITNESS_URL.`,
      );
    if (status === 403)
      return new OutsideFault(
        'refused',
        `${this.place} does not trust the key of this log: give it the key in force.`,
      );
    if (status === 429 || status >= 500)
      return new OutsideFault('unavailable', `${this.place} cannot answer now (${status}).`);
    return new OutsideFault('refused', `${this.place} answered ${status}: check WITNESS_URL.`);
  }
}

const LOOK =
  'Do not restore over it; run daybook log check-anchor on an older anchor, and daybook log verify.';
