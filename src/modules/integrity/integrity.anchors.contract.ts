/** Where the checkpoints of a log were left outside Daybook. Times are RFC 3339 in UTC. */
export interface AnchorsView {
  /**
   * `none`: nothing is configured. `waiting`: nothing has arrived yet, and need not have. `overdue`: nothing has arrived for too long.
   * `contradicted`: a place knows another history than this one.
   */
  readonly state: 'none' | 'waiting' | 'ok' | 'overdue' | 'contradicted';
  /** The state in words, and what to do about it. */
  readonly says: string;
  readonly overdue_since: string | null;
  readonly places: readonly AnchorPlaceView[];
  readonly checkpoint_mail: CheckpointMailSettings;
}

export interface AnchorPlaceView {
  readonly kind: AnchorKind;
  /** A witness by its name, a bucket or directory by its URL; empty for mails and exports. */
  readonly place: string;
  /** False for what is not configured any more. */
  readonly configured: boolean;
  readonly last_success: AnchorSuccess | null;
  readonly last_failure: { readonly at: string; readonly says: string; readonly in_a_row: number } | null;
  /** Null for what is not sent by the clock. */
  readonly next_at: string | null;
}

export type AnchorKind = 'mail' | 'file' | 's3' | 'witness' | 'export';

export interface AnchorSuccess {
  readonly at: string;
  /** Of the checkpoint: so many events. */
  readonly size: number;
  readonly epoch: number;
  /** Where to find it there; a witness's is its signature. */
  readonly receipt: string;
}

export interface CheckpointMailSettings {
  readonly rhythm: MailRhythm;
  /** False when mails do not leave the host (SMTP_URL): none are sent then. */
  readonly leaves: boolean;
}

export const MAIL_RHYTHMS = ['daily', 'weekly', 'off'] as const;
export type MailRhythm = (typeof MAIL_RHYTHMS)[number];
