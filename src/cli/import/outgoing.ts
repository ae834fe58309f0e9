import type { Category, Operation, Outcome } from '../../platform/context/action-spec';
import type { Actor, JsonObject, Reference } from '../../platform/context/request-record';

/** An event as `POST /v1/events` takes it. */
export interface OutgoingEvent {
  readonly id: string;
  readonly occurred_at: string;
  readonly source: string;
  readonly action: string;
  readonly operation: Operation;
  readonly category: Category | null;
  readonly outcome: Outcome;
  readonly outcome_reason: string | null;
  readonly summary: string;
  readonly actor: Actor;
  readonly resource: Reference | null;
  readonly related: readonly Reference[];
  readonly details: JsonObject;
  readonly context: JsonObject;
}

/** One record of a file, ready to be sent: a line of NDJSON, where it came from, and its outcome for the summary. */
export interface Outgoing {
  readonly where: string;
  readonly line: string;
  readonly outcome: string;
}

/** Turns the text of one record into a line to send. @throws UnusableRecord with the reason. */
export type Format = (text: string, place: number) => Omit<Outgoing, 'where'>;

/** A record that cannot become an event. The message completes the sentence "line 7 …". */
export class UnusableRecord extends Error {}
