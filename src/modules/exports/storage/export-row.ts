import type { EventQuery } from '../../audit/audit.event-query';
import type { EnclosedCheckpoint } from '../../integrity/integrity.enclosed';
import type { Export, ExportOrigin, ExportProgress, ExportState } from '../exports.contract';
import { hasEvidence } from '../formats/evidenced';

/** The checkpoint that a file encloses, or why it has none. */
export type KeptCheckpoint = EnclosedCheckpoint | { readonly missing: string };

/** A row of `exports`. `pg` gives bigint as text. */
export interface ExportRow {
  readonly organization_id: string;
  readonly id: string;
  readonly format: string;
  readonly query: EventQuery;
  readonly time_zone: string;
  readonly organization_name: string;
  readonly origin: ExportOrigin;
  readonly state: ExportState;
  readonly requested_by: Export['requested_by'];
  readonly created_at: Date;
  readonly last_sequence: string;
  readonly rows_total: string | null;
  readonly position: string;
  readonly rows: string;
  readonly bytes: string;
  readonly draft: string | null;
  readonly resume_state: string | null;
  /** Null until the file is about to be finished. */
  readonly checkpoint: KeptCheckpoint | null;
  /** Events that the evidence has been written for. */
  readonly evidence_rows: string;
  readonly attempt: string | null;
  readonly failures: number;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly expires_at: Date | null;
  readonly file: string | null;
  readonly sha256: string | null;
  readonly failure: string | null;
  readonly downloads: number;
  readonly last_downloaded_at: Date | null;
}

/** From row to wire. Where files lie, and who is at work, is nobody's business. */
export function toWire(row: ExportRow, now: Date): Export {
  const { id, format, query, time_zone, origin, state, requested_by, sha256, failure, downloads } = row;
  return {
    id,
    format,
    query,
    time_zone,
    origin,
    state,
    requested_by,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
    progress: progressOf(row, now),
    file_name: state === 'finished' ? fileNameOf(row) : null,
    bytes: state === 'finished' ? Number(row.bytes) : null,
    sha256,
    failure,
    downloads,
    last_downloaded_at: row.last_downloaded_at?.toISOString() ?? null,
  };
}

/** Of our own characters only, so that no header and no file system has to be feared. */
export const fileNameOf = (row: ExportRow): string => `${contentNameOf(row)}.zip`;

/** The file of events in it. */
export const contentNameOf = ({ id, format, created_at }: ExportRow): string =>
  `daybook-events-${created_at.toISOString().slice(0, 10)}-${id.slice(-8)}.${format}`;

/** Of the time of an export with evidence, about what share it is. */
const EVIDENCE_SHARE = 0.25;

function progressOf(row: ExportRow, now: Date): ExportProgress {
  const { state, rows, rows_total, started_at } = row;
  const done = Number(rows);
  const total = rows_total === null ? null : Number(rows_total);
  if (state === 'finished') return { rows: done, rows_total: total, percent: 100, estimated_seconds_left: 0 };
  const share = total === null || total === 0 ? 0 : shareOf(row, total);
  const percent = Math.min(99, Math.floor(share * 100));
  const elapsed = started_at === null ? 0 : (now.getTime() - started_at.getTime()) / 1000;
  const known = state === 'running' && share > 0;
  return {
    rows: done,
    rows_total: total,
    percent,
    estimated_seconds_left: known ? Math.max(0, Math.ceil((elapsed / share) * (1 - share))) : null,
  };
}

/** How much of the work is done, from 0 to 1. */
function shareOf({ format, rows, evidence_rows }: ExportRow, total: number): number {
  const written = Number(rows) / total;
  if (!hasEvidence(format)) return written;
  return written * (1 - EVIDENCE_SHARE) + (Number(evidence_rows) / total) * EVIDENCE_SHARE;
}
