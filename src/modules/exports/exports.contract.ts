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
