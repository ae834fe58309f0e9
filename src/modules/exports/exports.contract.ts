import type { EventQuery } from '../audit/audit.event-query';

export type ExportState = 'pending' | 'running' | 'finished' | 'failed' | 'cancelled' | 'expired';

/** Who had it built; the file is the organization's in any case. */
export type ExportOrigin = 'person' | 'schedule' | 'support' | 'offboarding';

/** An export as the API returns it. Times are RFC 3339 in UTC. */
export interface Export {
  readonly id: string;
  readonly format: string;
  readonly query: EventQuery;
  /** An IANA name: that of the times that people read in it. */
  readonly time_zone: string;
  readonly origin: ExportOrigin;
  readonly state: ExportState;
  readonly requested_by: {
    readonly type: string;
    readonly id: string | null;
    readonly name: string | null;
    readonly email: string | null;
  };
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  /** When the file is deleted; null unless there is one. */
  readonly expires_at: string | null;
  readonly progress: ExportProgress;
  readonly file_name: string | null;
  /** Size of the finished file. */
  readonly bytes: number | null;
  /** Hex; of the finished file. */
  readonly sha256: string | null;
  /** Why it failed, in words. */
  readonly failure: string | null;
  readonly downloads: number;
  readonly last_downloaded_at: string | null;
}

export interface ExportProgress {
  readonly rows: number;
  /** Null until they have been counted. */
  readonly rows_total: number | null;
  /** 0–100; 100 only when finished. */
  readonly percent: number;
  readonly estimated_seconds_left: number | null;
}

export interface ExportPage {
  readonly data: readonly Export[];
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
}

/** `manifest.json` in the ZIP of an export; `manifest.sig` is the ed25519 signature of its bytes. */
export interface Manifest {
  readonly format: 'daybook-export/1';
  readonly export_id: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly filter: { readonly words: readonly string[]; readonly query: EventQuery };
  /** RFC 3339; null leaves that side open. */
  readonly range: { readonly from: string | null; readonly to: string | null };
  readonly time_zone: string;
  readonly requested_by: Export['requested_by'];
  readonly requested_at: string;
  readonly origin: ExportOrigin;
  /** The log's end when the export was asked for: nothing later is in it. */
  readonly log_last_sequence: number;
  readonly rows: number;
  readonly first_sequence: number | null;
  readonly last_sequence: number | null;
  /** Of how many of the events something had been erased. */
  readonly erased_events: number;
  readonly file: ManifestFile;
  /** One after the other they are the file; the last may have no rows. */
  readonly parts: readonly ManifestPart[];
  /** Files beside that of the events: `evidence.ndjson`, and the tables of an organization that leaves. */
  readonly supplements: readonly ManifestFile[];
  /** A signed checkpoint that covers every event of the export (C2SP signed-note), and the keys to check it by. */
  readonly checkpoint: {
    readonly note: string;
    readonly vkeys: readonly string[];
    readonly size: number;
  } | null;
  /** Why there is none. */
  readonly checkpoint_missing: string | null;
  readonly key: { readonly id: string; readonly algorithm: 'ed25519'; readonly public_key: string };
  readonly software: { readonly name: string; readonly version: string };
}

export interface ManifestFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ManifestPart {
  readonly rows: number;
  readonly first_sequence: number | null;
  readonly last_sequence: number | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly erased: number;
}

/** A key that exports are signed with. */
export interface SigningKey {
  readonly id: string;
  readonly algorithm: 'ed25519';
  /** PEM (SPKI). */
  readonly public_key: string;
  /** From 1. */
  readonly generation: number;
  readonly from: string;
  /** When it stops signing beside a newer one; may lie ahead. Null: it is the newest. */
  readonly retired: string | null;
}

export interface SigningKeyList {
  readonly data: readonly SigningKey[];
  readonly next_cursor: null;
  readonly prev_cursor: null;
}
