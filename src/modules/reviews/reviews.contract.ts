/** The weekly review of the log by mail (S4-28). Times are RFC 3339 in UTC. */
export interface ReviewDigestSettings {
  readonly subscribed: boolean;
  /** In the organization's time zone; what it would be by default for who has not subscribed. */
  readonly weekday: string;
  readonly hour: number;
  readonly time_zone: string;
  /** Null for who has not subscribed. */
  readonly next_at: string | null;
}

/** So many in the week, and in the week before. */
export interface ReviewCount {
  readonly count: number;
  readonly before: number;
}

export interface NamedCount extends ReviewCount {
  readonly name: string;
}

/** What a week's log comes to. */
export interface ReviewFigures {
  /** From inclusive, to exclusive; seven days of the organization's calendar. */
  readonly period: { readonly from: string; readonly to: string; readonly time_zone: string };
  readonly events: ReviewCount;
  /** The most frequent first. */
  readonly outcomes: readonly NamedCount[];
  readonly sources: readonly NamedCount[];
  /** What happened for the first time, as far as the log goes back: at most twenty of them. */
  readonly new_actions: { readonly count: number; readonly actions: readonly string[] };
  /** Events from addresses that were new for their actor, and the five that sent the most. */
  readonly new_addresses: { readonly events: number; readonly top: readonly NewAddress[] };
  readonly failed_sign_ins: ReviewCount;
  readonly permission_changes: ReviewCount;
  /** And bulk operations. */
  readonly deletions: ReviewCount;
  readonly exports: ReviewCount;
  /** Alerts that nobody has closed, as of now. */
  readonly open_alerts: number;
}

export interface NewAddress {
  readonly ip: string | null;
  readonly actor: string | null;
  readonly events: number;
}

/** The mail as it would be now. */
export interface ReviewDigestPreview {
  readonly subject: string;
  readonly text: string;
  readonly figures: ReviewFigures;
}
