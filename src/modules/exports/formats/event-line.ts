import type { CopiedRow } from '../../../platform/database/copy-rows';
import { withErased } from '../../audit/audit.tombstones';
import { COLUMN } from '../building/exported-columns';
import { rawMembers } from '../building/raw-members';

/**
 * An event as `GET /v1/events/:id` gives it, on one line: the same members in the same order, each as it was stored, without being
 * parsed. What the log says of itself needs no escapes, save source and action.
 */
export function eventLine(row: CopiedRow): string {
  const category = row[COLUMN.category];
  const actor = rawMembers(row[COLUMN.actor]);
  const target = rawMembers(row[COLUMN.target]);
  const content = rawMembers(row[COLUMN.content]);
  return (
    `{"id":"${row[COLUMN.id]}","sequence":${row[COLUMN.sequence]},"occurred_at":"${row[COLUMN.occurredAt]}","recorded_at":"${row[COLUMN.recordedAt]}",` +
    `"source":${quoted(row[COLUMN.source])},"action":${quoted(row[COLUMN.action])},"operation":"${row[COLUMN.operation]}",` +
    `"category":${category === null ? 'null' : `"${category}"`},"outcome":"${row[COLUMN.outcome]}","outcome_reason":${content.outcome_reason ?? 'null'},` +
    `"summary":${target.summary ?? 'null'},"actor":${actor.actor ?? 'null'},"resource":${target.resource ?? 'null'},"subject":${target.subject ?? 'null'},` +
    `"related":${target.related ?? '[]'},"changes":${content.changes ?? 'null'},"details":${content.details ?? '{}'},"context":${row[COLUMN.context] ?? '{}'},` +
    `"reported_by":${actor.reported_by ?? 'null'},"flags":${flags(row[COLUMN.flags])},"redaction":${redaction(content.redaction, row[COLUMN.erasure])},` +
    `"expires_on":"${row[COLUMN.expiresOn]}","leaf_hash":"${row[COLUMN.leafHash]}"}`
  );
}

const PLAIN = /^[\w.:-]*$/;
const quoted = (text: string | null | undefined): string =>
  PLAIN.test(text ?? '') ? `"${text ?? ''}"` : JSON.stringify(text);

const flags = (joined: string | null | undefined): string =>
  joined ? `["${joined.replaceAll(';', '","')}"]` : '[]';

function redaction(raw: string | undefined, erasure: string | null | undefined): string {
  if (erasure === null || erasure === undefined) return raw ?? 'null';
  const removed = raw === undefined ? null : (JSON.parse(raw) as Record<string, unknown> | null);
  return JSON.stringify(withErased(removed, erasure));
}
