/** What can be said of an event, or of the place where one should be. */
export const VERDICTS = ['present', 'erased', 'purged', 'missing', 'altered'] as const;
export type Verdict = (typeof VERDICTS)[number];
export type VerdictCounts = Readonly<Record<Verdict, number>>;

export const FINDING_KINDS = [
  'altered',
  'missing',
  'moved',
  'duplicate',
  'not_authorized',
  'hidden',
  'tree',
  'checkpoint',
  'head',
  'back_dated',
  'unsealed',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something that is not as it was recorded and signed. */
export interface Finding {
  readonly kind: FindingKind;
  /** The events concerned; null where it is about no event. */
  readonly first_sequence: number | null;
  readonly last_sequence: number | null;
  /** The column or table, or those of which it is one, joined by commas; null where none can be named. */
  readonly field: string | null;
  /** In plain English. */
  readonly says: string;
}

/** Which event took others away, and how many. */
export interface TakenBy {
  readonly verdict: 'erased' | 'purged';
  readonly event_id: string | null;
  readonly sequence: number | null;
  readonly events: number;
}

export interface VerificationResult {
  readonly from_sequence: number;
  /** What was looked at. */
  readonly through_sequence: number;
  /** The size of the last checkpoint whose signature and root were confirmed. */
  readonly confirmed_size: number;
  readonly counts: VerdictCounts;
  readonly taken_by: readonly TakenBy[];
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly more_findings: number;
}

/** A verification that is over. Times are RFC 3339 in UTC. */
export interface PastVerification extends Omit<VerificationResult, 'findings' | 'more_findings'> {
  readonly at: string;
}

/** Whether the log is what was recorded, as far as is known. */
export interface VerificationView {
  /** `never`: it has not been looked at yet. */
  readonly state: 'sound' | 'violated' | 'never';
  /** The look over the newest events, each minute in which there are new ones. */
  readonly newest: PastVerification | null;
  /** The last walk over all of it, once a day. */
  readonly whole: PastVerification | null;
  /** One that is under way or waiting. */
  readonly running: {
    readonly since: string;
    readonly through_sequence: number;
    readonly last_sequence: number | null;
    /** 0 to 100. */
    readonly percent: number;
  } | null;
  readonly findings: readonly Finding[];
  readonly more_findings: number;
}
