import { queryInWords, rangeOf } from '../../audit/audit.query-words';
import type { ExportFacts } from '../formats/file-writer';
import type { ExportRow } from '../storage/export-row';

/** Everything that a file says of itself, from its row alone: every attempt says the same. */
export function factsOf(row: ExportRow): ExportFacts {
  const { name, email, id, type } = row.requested_by;
  return {
    exportId: row.id,
    organization: { id: row.organization_id, name: row.organization_name },
    filter: queryInWords(row.query),
    range: rangeOf(row.query),
    timeZone: row.time_zone,
    requestedBy: name !== null && email !== null ? `${name} (${email})` : (name ?? email ?? id ?? type),
    requestedAt: row.created_at.toISOString(),
    lastSequence: Number(row.last_sequence),
  };
}
