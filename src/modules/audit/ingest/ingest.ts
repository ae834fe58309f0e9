import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal, currentRequest } from '../../../platform/context/request-context';
import type { RequestRecord } from '../../../platform/context/request-record';
import { unavailable, type FieldError } from '../../../platform/errors/daybook-error';
import type { IngestItem } from '../audit.contract';
import type { AppendResult, NewEvent } from '../audit.event';
import { auditActions } from '../audit.actions';
import { AuditRecorder } from '../audit.recorder';
import { EventWriter } from '../recording/event-writer';
import { schemaErrors, type IncomingEvent } from './event-schema';
import { limitError } from './limits';
import { newEvent } from './new-event';
import type { Received } from './read-body';

/** A received event that passed, with its place in the request. */
interface Accepted {
  readonly index: number;
  readonly pointer: string;
  readonly event: NewEvent;
}

/** Takes in what host products report: judged one by one, stored together, answered in the order of the request. */
@Injectable()
export class Ingest {
  constructor(
    private readonly writer: EventWriter,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /** With `atomic`, nothing is stored unless everything can be. */
  async take(received: readonly Received[], atomic: boolean): Promise<IngestItem[]> {
    const items: IngestItem[] = new Array<IngestItem>(received.length);
    const accepted = this.#judge(received, items, atomic);
    const refused = accepted.length < received.length;
    if (accepted.length > 0 && !(atomic && refused)) await this.#store(accepted, items, atomic);
    const answered = items.map(
      (item, index) =>
        item ?? {
          id: accepted.find((one) => one.index === index)?.event.id ?? null,
          status: 'rejected',
          errors: [
            {
              pointer: received[index]?.pointer ?? '',
              detail: 'was not stored, because another event of the batch was refused',
            },
          ],
        },
    );
    this.#describe(answered);
    return answered;
  }

  #judge(received: readonly Received[], items: IngestItem[], atomic: boolean): Accepted[] {
    const record = currentRequest() as RequestRecord;
    const reportedBy = {
      api_key_id: currentPrincipal().apiKeyId ?? '',
      ip: record.client.ip,
      request_id: record.id,
    };
    const now = this.clock.now();
    const ids = new Set<string>();
    return received.flatMap((one, index) => {
      const errors = errorsOf(one, now);
      const event = errors.length === 0 ? newEvent(one.value as IncomingEvent, reportedBy, now) : null;
      if (event && atomic && ids.has(event.id))
        errors.push({ pointer: '/id', detail: 'is used twice in this batch' });
      if (event && errors.length === 0) {
        ids.add(event.id);
        return [{ index, pointer: one.pointer, event }];
      }
      items[index] = {
        id: sentId(one.value),
        status: 'rejected',
        errors: errors.map(({ pointer, detail }) => ({ pointer: one.pointer + pointer, detail })),
      };
      return [];
    });
  }

  /** The stored events are the record of the request; if none is new, the last hook records it as one event. */
  async #store(accepted: readonly Accepted[], items: IngestItem[], atomic: boolean): Promise<void> {
    const record = currentRequest() as RequestRecord;
    if (record.aborted || !record.claim())
      throw unavailable('request.aborted', 'The client went away before anything was stored.');
    let stored = false;
    try {
      for (const round of roundsOf(accepted)) {
        const results = await this.writer.write(
          currentPrincipal().organizationId,
          round.map(({ event }) => event),
          atomic,
        );
        results.forEach(
          (result, position) =>
            (items[(round[position] as Accepted).index] = toItem(result, round[position] as Accepted)),
        );
        stored ||= results.some(({ status }) => status === 'stored');
      }
    } finally {
      if (!stored) record.release();
    }
    await this.#reportConflicts(items, stored);
  }

  /** What the request's own event says, should it get one because nothing new was stored. */
  #describe(items: readonly IngestItem[]): void {
    const count = (status: IngestItem['status']): number =>
      items.filter((item) => item.status === status).length;
    const rejected = count('rejected');
    const details = {
      events: items.length,
      duplicates: count('duplicate'),
      conflicts: count('conflict'),
      rejected,
    };
    const failure =
      rejected === items.length
        ? { outcome: 'failure' as const, outcome_reason: 'no event of the request could be stored' }
        : {};
    this.recorder.describe({ details, ...failure });
  }

  /** The same id with other content is either a mistake or an attempt to rewrite (F11): it is an event of its own. */
  async #reportConflicts(items: readonly IngestItem[], stored: boolean): Promise<void> {
    const ids = items.filter((item) => item?.status === 'conflict').map(({ id }) => id);
    if (ids.length === 0) return;
    const { actor, organizationId } = currentPrincipal();
    const draft = {
      actor,
      outcome: 'denied' as const,
      outcome_reason: 'an event with this id is stored with other content',
      details: { ids },
    };
    if (stored) await this.recorder.record(organizationId, auditActions['event.rewrite_refused'], draft);
    else this.recorder.describe({ action: 'event.rewrite_refused', ...draft });
  }
}

function errorsOf({ value, malformed }: Received, now: Date): FieldError[] {
  if (malformed) return [...malformed];
  const tooLarge = limitError(value);
  if (tooLarge) return [tooLarge];
  const errors = schemaErrors(value);
  if (errors.length > 0) return errors;
  const { occurred_at } = value as IncomingEvent;
  if (occurred_at === undefined || Date.parse(occurred_at) <= now.getTime() + DAY_MS) return [];
  return [{ pointer: '/occurred_at', detail: 'lies more than 24 hours ahead' }];
}

const sentId = (value: unknown): string | null => {
  const id = (value as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id.length <= 64 ? id : null;
};

/** Ids are distinct within one write; a repeated one comes in the next round and finds the first one stored. */
function roundsOf(accepted: readonly Accepted[]): Accepted[][] {
  const rounds: Accepted[][] = [];
  const seen = new Map<string, number>();
  for (const one of accepted) {
    const round = seen.get(one.event.id) ?? 0;
    seen.set(one.event.id, round + 1);
    (rounds[round] ??= []).push(one);
  }
  return rounds;
}

function toItem(result: AppendResult, { pointer }: Accepted): IngestItem {
  const { id } = result;
  if (result.status === 'rejected')
    return {
      id,
      status: 'rejected',
      errors: [
        {
          pointer: result.code === 'event.already_expired' ? `${pointer}/occurred_at` : pointer,
          detail: result.detail,
        },
      ],
    };
  if (result.status === 'conflict')
    return {
      id,
      status: 'conflict',
      sequence: result.sequence,
      errors: [
        {
          pointer: `${pointer}/${result.member}`,
          detail: 'differs from the event that is stored with this id',
        },
      ],
    };
  return { id, status: result.status, sequence: result.sequence, leaf_hash: result.leafHash };
}
