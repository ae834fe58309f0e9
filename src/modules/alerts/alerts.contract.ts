import type { Page } from '../audit/audit.contract';

export const GROUPINGS = ['none', 'actor', 'ip', 'resource', 'subject'] as const;
/** What the events of one alert have in common. */
export type Grouping = (typeof GROUPINGS)[number];

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ALERT_STATES = ['open', 'assigned', 'closed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const VERDICTS = ['expected', 'resolved', 'false_alarm'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The parameters of `GET /v1/events` without a range, each as it would be sent. */
export type RuleQuery = Readonly<Record<string, string | readonly string[]>>;

/** Who gets mail of new alerts, as long as they may read the log: these members, and all who hold a permission. */
export interface MailTo {
  readonly members: readonly string[];
  readonly permission: string | null;
}

/** When something counts as worth an alert: so many events of one group within so many minutes. */
export interface Condition {
  readonly query: RuleQuery;
  readonly threshold: number;
  readonly window_minutes: number;
  readonly group_by: Grouping;
}

export interface Doer {
  readonly type: string;
  readonly id: string | null;
  readonly name: string | null;
}

/** Times are RFC 3339 in UTC. */
export interface AlertRuleView extends Condition {
  readonly id: string;
  readonly name: string;
  /** The template that it began as. */
  readonly template: string | null;
  readonly severity: Severity;
  readonly channels: { readonly mail: MailTo | null };
  readonly enabled: boolean;
  readonly created_at: string;
  readonly created_by: Doer;
  readonly updated_at: string;
}

export type AlertRulePage = Page<AlertRuleView>;

export interface AlertRuleTemplate extends Condition {
  readonly template: string;
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly channels: { readonly mail: MailTo | null };
}

export interface AlertRuleTemplateList {
  readonly data: readonly AlertRuleTemplate[];
  readonly next_cursor: null;
  readonly prev_cursor: null;
}

/** What a rule would have found. */
export interface AlertRuleTrial {
  readonly firings: number;
  /** The newest of them. */
  readonly examples: readonly FiringExample[];
  /** Events that match the query, within what was examined. */
  readonly matched: number;
  /** The part of the range that was looked at: its newest. */
  readonly examined: { readonly from: string; readonly to: string };
  /** Whether that is all of it. */
  readonly complete: boolean;
}

export interface FiringExample {
  /** When it would have fired: the time of the event that made it enough. */
  readonly at: string;
  readonly group: GroupView;
  readonly count: number;
  readonly first_event: EventReference;
  readonly last_event: EventReference;
}

export interface EventReference {
  readonly id: string;
  readonly sequence: number;
  readonly occurred_at: string;
}

/** Who or what an alert is about. Null where the events have no such thing, or have been erased or purged. */
export interface GroupView {
  readonly by: Grouping;
  readonly type: string | null;
  readonly id: string | null;
  readonly name: string | null;
}

export interface AlertView {
  readonly id: string;
  readonly rule: {
    readonly id: string;
    readonly name: string;
    readonly template: string | null;
  } & Condition;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly group: GroupView;
  /** The newest event's; null when it is erased or purged. */
  readonly summary: string | null;
  readonly count: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly raised_at: string;
  /** The first fifty and the last fifty at most. */
  readonly events: readonly { readonly id: string; readonly sequence: number }[];
  /** The parameters of `GET /v1/events` that show the events behind it. */
  readonly query: RuleQuery;
  readonly assignment: {
    readonly member_id: string;
    readonly name: string | null;
    readonly at: string;
    readonly by: Doer;
  } | null;
  readonly closure: {
    readonly verdict: Verdict;
    readonly note: string;
    readonly at: string;
    readonly by: Doer;
  } | null;
}

export type AlertPage = Page<AlertView>;
