import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import type { ActionSpec } from '../../platform/context/action-spec';
import { currentRequest } from '../../platform/context/request-context';
import type { Actor, EventDraft, RequestRecord } from '../../platform/context/request-record';
import { PLATFORM_LOG_ID } from '../../platform/database/tenant';
import { unavailable } from '../../platform/errors/daybook-error';
import type { NewEvent } from './audit.event';
import { EventWriter } from './recording/event-writer';
import { ownEvent } from './recording/own-event';
import { requestEvent, type Ending } from './recording/request-event';

/** Daybook itself, in jobs and commands. */
export const systemActor: Actor = { type: 'system', id: 'daybook', name: 'Daybook', email: null, role: null };

/** The door for whatever must be recorded outside a unit of work. Everything it accepts is durable when it resolves. */
@Injectable()
export class AuditRecorder {
  constructor(
    private readonly writer: EventWriter,
    private readonly clock: Clock,
  ) {}

  /** Adds to the event of the request being served what only its handler knows. Outside a request it does nothing. */
  describe(draft: EventDraft): void {
    currentRequest()?.describe(draft);
  }

  /** Records something that no request caused: a job, a command, the passing of time. */
  async record(organizationId: string, spec: ActionSpec, draft: EventDraft): Promise<void> {
    const event = ownEvent(spec, this.clock.now(), { actor: systemActor, ...draft }, {});
    await this.#write(organizationId, event);
  }

  /**
   * Writes the event of a request that no unit of work has written: a read, a refusal, a failure, an abort. It goes to the
   * organization of whoever asked, else to those the handler named (a failed sign-in, all of the account's), else to the
   * platform's own log. The caller holds the record's claim.
   */
  async recordRequest(record: RequestRecord, ending: Ending): Promise<void> {
    const named = record.principal ? [record.principal.organizationId] : record.organizationIds;
    const logs = named.length > 0 ? named : [PLATFORM_LOG_ID];
    await Promise.all(
      logs.map((organizationId) => this.#write(organizationId, requestEvent(record, ending))),
    );
    record.whenRecorded?.();
  }

  /** What the log refuses has not happened: a wrong clock, say, must not let a request go by unrecorded. */
  async #write(organizationId: string, event: NewEvent): Promise<void> {
    const [result] = await this.writer.write(organizationId, [event]);
    if (result?.status === 'stored') return;
    throw unavailable(
      'log.unavailable',
      'The audit log did not take the event of this request. Try again shortly.',
      result,
    );
  }
}
