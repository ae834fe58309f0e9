import { Injectable } from '@nestjs/common';
import { Log } from '../../../platform/log/log';
import { AnchorAlarm } from './anchor-alarm';
import { Departures } from './departures';
import { DueLogs } from './due-logs';
import { CheckpointMails } from './mails/checkpoint-mails';
import { Round } from './round';

/** All logs of which something is due, page by page; then the alarms. */
@Injectable()
export class AnchorRounds {
  constructor(
    private readonly logs: DueLogs,
    private readonly departures: Departures,
    private readonly mails: CheckpointMails,
    private readonly alarm: AnchorAlarm,
    private readonly log: Log,
  ) {}

  async run(batch: number, signal: AbortSignal): Promise<number> {
    const round = new Round();
    let done = 0;
    for (let last: string | null = null, more = true; more && !signal.aborted;) {
      const page: string[] = await this.logs.after(last, batch);
      for (const id of page) if (!signal.aborted) done += await this.#one(id, round);
      last = page.at(-1) ?? last;
      more = page.length === batch;
    }
    return done + (await this.alarm.run(batch, signal));
  }

  /** One that fails is logged and keeps nobody else waiting. */
  async #one(organizationId: string, round: Round): Promise<number> {
    try {
      return (await this.departures.of(organizationId, round)) + (await this.mails.of(organizationId));
    } catch (error) {
      this.log.error({ error, organization_id: organizationId }, 'a log could not be anchored');
      return 0;
    }
  }
}
