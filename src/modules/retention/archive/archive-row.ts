import type { ArchiveView } from '../retention.contract';

export interface ArchiveRow {
  /** The date, `YYYY-MM-DD`. */
  readonly id: string;
  /** Null once it was deleted. */
  readonly file: string | null;
  readonly events: string;
  readonly first_sequence: string;
  readonly last_sequence: string;
  readonly bytes: string;
  readonly sha256: string;
  readonly archived_at: Date;
  readonly deleted_at: Date | null;
}

export const ARCHIVE_FIELDS =
  'a.expires_on::text AS id, a.file, a.events, a.first_sequence, a.last_sequence, a.bytes, a.sha256, a.archived_at, a.deleted_at';

export const toArchiveView = (row: ArchiveRow): ArchiveView => ({
  expires_on: row.id,
  events: Number(row.events),
  first_sequence: Number(row.first_sequence),
  last_sequence: Number(row.last_sequence),
  bytes: Number(row.bytes),
  sha256: row.sha256,
  archived_at: row.archived_at.toISOString(),
  deleted_at: row.deleted_at?.toISOString() ?? null,
});

/** Where the archive of a date lies; each attempt has a name of its own, and the row says which it is. */
export const folderOf = (organizationId: string, date: string): string =>
  `archives/${organizationId}/${date}`;
