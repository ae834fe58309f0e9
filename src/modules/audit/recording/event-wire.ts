import { FIELD, RecordArrayWriter } from '../../../platform/database/binary-records';
import type { NewEvent } from '../audit.event';
import type { Parts } from './parts';
import { saltOf, textOf } from './parts';
import type { ActorIdentity, Projections } from './projections';

/** An event with everything that can be known before the database's clock is read. */
export interface PreparedEvent {
  readonly event: NewEvent;
  readonly expiresOn: string;
  readonly parts: Parts;
  readonly identity: ActorIdentity;
  readonly projections: Projections;
}

const FIELDS = 30;
const TYPICAL_BYTES = 2_048;

/** The parameter `p_events new_event[]`. The order of the fields is the order of the type in its migration. */
export function encodeEvents(
  typeOid: number,
  events: readonly PreparedEvent[],
  leaves: readonly Buffer[],
): Buffer {
  const writer = new RecordArrayWriter(typeOid, events.length, events.length * TYPICAL_BYTES);
  events.forEach((prepared, index) =>
    writer.record(FIELDS, () => encode(writer, prepared, leaves[index] as Buffer)),
  );
  return writer.finish();
}

function encode(
  writer: RecordArrayWriter,
  { event, expiresOn, parts, projections }: PreparedEvent,
  leaf: Buffer,
): void {
  writer.date(expiresOn);
  writer.uuid(event.id);
  writer.timestamp(event.occurred_at);
  writer.text(event.source);
  writer.text(event.action);
  writer.text(event.operation);
  writer.text(event.category);
  writer.text(event.outcome);
  writer.textArray(event.flags);
  writer.uuid(projections.actor_key);
  writer.text(projections.actor_type);
  writer.text(projections.actor_role);
  writer.uuid(projections.reported_by);
  writer.text(projections.session_id);
  writer.text(projections.request_id);
  writer.text(projections.resource_type);
  writer.text(projections.resource_id);
  writer.text(projections.subject_type);
  writer.text(projections.subject_id);
  writer.text(projections.ip);
  writer.text(projections.search_text);
  for (const part of [parts.actor, parts.context, parts.target, parts.content]) {
    writer.bytes(textOf(part), FIELD.text);
    writer.bytes(saltOf(part));
  }
  writer.bytes(leaf);
}
