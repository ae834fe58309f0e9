import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { Log } from '../../platform/log/log';
import { deadlineOf, type HousekeepingOptions } from '../../platform/schedule/housekeeping';
import { DigestComposer, type Digest } from './sending/digest-composer';
import { DigestDelivery } from './sending/digest-delivery';
import { Recipients, type Recipient } from './sending/recipients';
import type { DueDigest } from './subscriptions/schedule';

const DEFAULTS: HousekeepingOptions = { batch: 100, timeLimitMs: 10 * 60_000 };

/**
 * Sends the weekly reviews that are due (S4-28). Any number of processes may run it: the row of recipient and week is the
 * truth. Whoever missed some for a downtime gets the newest.
 */
@Injectable()
export class ReviewDigests {
  constructor(
    private readonly recipients: Recipients,
    private readonly composer: DigestComposer,
    private readonly delivery: DigestDelivery,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** How many it sent. One that fails is logged, and tried again by the next run. */
  async run(given: Partial<HousekeepingOptions> = {}): Promise<number> {
    const options = { ...DEFAULTS, ...given };
    const signal = deadlineOf(options);
    const composed = new Composed(this.composer);
    let sent = 0;
    for (let last: Recipient | undefined, more = true; more && !signal.aborted;) {
      const page = await this.recipients.after(last, options.batch, this.clock.now());
      for (const recipient of page)
        if (!signal.aborted) sent += (await this.#send(recipient, composed)) ? 1 : 0;
      last = page.at(-1);
      more = page.length === options.batch;
    }
    return sent;
  }

  async #send(recipient: Recipient, composed: Composed): Promise<boolean> {
    const { due, organization, accountId } = recipient;
    if (!due) return false;
    try {
      if (!(await this.delivery.mayHave(recipient, due))) return false;
      return await this.delivery.send(recipient, due, await composed.of(recipient, due));
    } catch (error) {
      this.log.error(
        { error, organization_id: organization.id, account_id: accountId },
        'a weekly review could not be sent',
      );
      return false;
    }
  }
}

/** Neighbours mostly want the same: recipients come organization by organization. */
class Composed {
  #key = '';
  #digest: Promise<Digest> | undefined;

  constructor(private readonly composer: DigestComposer) {}

  of({ organization }: Recipient, due: DueDigest): Promise<Digest> {
    const key = `${organization.id} ${due.from.getTime()} ${due.to.getTime()}`;
    if (key !== this.#key || !this.#digest) this.#digest = this.composer.compose(organization, due);
    this.#key = key;
    return this.#digest;
  }
}
