import type { Page } from '../audit/audit.contract';

/** The shapes of `/v1/activity`. Times are RFC 3339 in UTC with milliseconds; days are local dates, `YYYY-MM-DD`. */
export type ActivityCategory =
  'authentication' | 'navigation' | 'feature_usage' | 'settings' | 'administration';

export interface ActivityTypeView {
  readonly type: string;
  readonly category: ActivityCategory;
  /** Actions of events that are of this type: of the API, and of Daybook itself. */
  readonly actions: readonly string[];
  /** Which outcomes count. */
  readonly outcome: 'success' | 'failure' | 'any';
}

export interface ActivityTypeList {
  readonly data: readonly ActivityTypeView[];
  readonly next_cursor: null;
  readonly prev_cursor: null;
}

/** What every answer says of its question: the range as it was understood, and the zone of its days and hours. */
export interface ActivityFrame {
  readonly from: string;
  readonly to: string;
  readonly time_zone: string;
}

/** A number, and what it was over the same length of time just before. */
export interface Compared {
  readonly events: number;
  readonly previous: number;
  /** Finds the events in the log, over the range of the answer; null where a query cannot be so long. */
  readonly query: string | null;
}

export interface CategoryView extends Compared {
  readonly category: ActivityCategory;
  readonly types: readonly (Compared & { readonly type: string })[];
  /** Of the category, and of none of the types. */
  readonly other: Compared;
}

export interface ActivityDay {
  readonly day: string;
  /** The part of the day that lies in the range. */
  readonly from: string;
  readonly to: string;
  readonly events: Readonly<Record<ActivityCategory, number>>;
  readonly active_users: number;
}

export interface ActivityView extends ActivityFrame {
  readonly previous: { readonly from: string; readonly to: string };
  readonly categories: readonly CategoryView[];
  readonly days: readonly ActivityDay[];
  readonly active_users: {
    readonly range: number;
    readonly previous: number;
    /** On the last local day of the range, in its last seven, and in its last thirty. */
    readonly day: number;
    readonly week: number;
    readonly month: number;
    /** Of how many: members, and whoever else the log knows. */
    readonly known: number;
  };
  /** Active users of a day, on average over the last thirty local days, as a share of those of all thirty: 0 to 1, null if there were none. */
  readonly stickiness: number | null;
  readonly failed_sign_ins: Compared;
  /** Nothing from them for so many days, or ever. */
  readonly dormant: { readonly days: number; readonly users: number };
  /** Teams with somebody whom whoever asks may see, whatever was asked for. */
  readonly teams: readonly { readonly id: string; readonly name: string; readonly users: number }[];
}

export interface ActivityTeam {
  readonly id: string;
  readonly name: string;
  readonly lead: boolean;
}

export interface ActivityUser {
  /** The account's, or else the id, e-mail address or name that the host product gives. */
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Null for whoever is no member. */
  readonly member_id: string | null;
  readonly role: string | null;
  readonly role_name: string | null;
  readonly teams: readonly ActivityTeam[];
  /** Finds what they did in the log. */
  readonly query: string | null;
}

export interface ActivityUserView extends ActivityUser {
  readonly last_signed_in_at: string | null;
  readonly last_active_at: string | null;
  readonly dormant: boolean;
  /** In the range, by category; `other` is what belongs to none. */
  readonly events: Readonly<Record<ActivityCategory | 'other', number>>;
  /** Of these, what was flagged `off_hours` when it was recorded. */
  readonly off_hours: number;
  /** The kinds of second factors that a member has; null for others, and for whoever may not manage members. */
  readonly factors: readonly string[] | null;
  readonly usual_hours: UsualHours | null;
}

/** Full hours of the day, `to` exclusive; over midnight where `to` is not above `from`. */
export interface UsualHours {
  readonly from: number;
  readonly to: number;
}

export interface ActivityUserPage extends Page<ActivityUserView>, ActivityFrame {
  /** How many there are on all pages, and the place of the page's first among them, from 1. */
  readonly total: number;
  readonly first: number;
}

/** Events by hour of the week: 7 days from Monday, 24 hours each. */
export type HourGrid = readonly (readonly number[])[];

export interface ActivityHours extends ActivityFrame {
  readonly hours: HourGrid;
  readonly events: number;
  /** Finds them all in the log; with the hours of a cell, those of the cell. */
  readonly query: string | null;
  /** Whether the organization works in an hour of the grid, a part of it at least; null while no hours are set. */
  readonly working: readonly (readonly boolean[])[] | null;
  /** What people did that was flagged `off_hours` when it was recorded. */
  readonly flagged: { readonly events: number; readonly query: string | null };
  /** Of the organization; null for days without work. */
  readonly working_hours: Readonly<Record<string, { readonly from: string; readonly to: string } | null>>;
  /** The share of events outside of them; null while no hours are set or nothing happened. */
  readonly off_hours: number | null;
}

export interface ActivitySession {
  /** Null for what came without a session: then it is what was done without a pause of half an hour. */
  readonly id: string | null;
  readonly started_at: string;
  readonly ended_at: string;
  readonly events: number;
  /** `Firefox on Windows` */
  readonly device: string | null;
  readonly ip: string | null;
}

export interface RoleChange {
  readonly at: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string | null;
  readonly event_id: string;
}

export interface ActivityProfile extends ActivityFrame, ActivityUserView {
  readonly joined_at: string | null;
  readonly failed_sign_ins: number;
  /** Finds these: they are not among what was done by the person. */
  readonly failed_sign_ins_query: string | null;
  readonly types: readonly {
    readonly type: string;
    readonly category: ActivityCategory;
    readonly events: number;
  }[];
  readonly hours: HourGrid;
  readonly days: readonly { readonly day: string; readonly events: number }[];
  /** Over the last eight weeks. `hours`: the shortest stretch of the day with nine tenths of their newest events. */
  readonly usual: {
    readonly hours: UsualHours | null;
    readonly addresses: readonly {
      readonly ip: string;
      readonly events: number;
      readonly first_at: string;
      readonly last_at: string;
    }[];
  };
  /** The newest fifty of the range. */
  readonly sessions: readonly ActivitySession[];
  readonly roles: readonly RoleChange[];
  /** On average, of visible members with the same role, if asked for. */
  readonly peers: {
    readonly users: number;
    readonly events: Readonly<Record<ActivityCategory | 'other', number>>;
  } | null;
}

/** What one person did on each day. */
export interface ActivityDays extends ActivityFrame {
  readonly user: ActivityUser;
  readonly days: readonly {
    readonly day: string;
    /** The part of the day that lies in the range. */
    readonly from: string;
    readonly to: string;
    readonly events: number;
  }[];
}

/** Similar events that follow one another, as one; or one event. */
export interface TimelineEntry {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly type: string | null;
  readonly action: string;
  readonly category: string | null;
  readonly source: string;
  readonly outcome: string;
  /** Of the newest. */
  readonly summary: string | null;
  readonly flags: readonly string[];
  /** What they were done with, the newest first, each once, ten at most. */
  readonly names: readonly string[];
  /** Newest first. */
  readonly event_ids: readonly string[];
}

export interface TimelineSession extends ActivitySession {
  /** Whether it began on an earlier page, or goes on on a later one. */
  readonly continued: boolean;
  readonly continues: boolean;
  readonly entries: readonly TimelineEntry[];
}

export interface TimelinePage extends Page<TimelineSession>, ActivityFrame {
  readonly user: ActivityUser;
}

export interface AdoptionBucket {
  /** The local day, or the Monday of the week. */
  readonly start: string;
  readonly from: string;
  readonly to: string;
  readonly users: number;
  readonly active: number;
}

export interface Adoption {
  readonly users: number;
  /** Active in the range, by anything they did. */
  readonly active: number;
  /** `users / active`, 0 to 1; null if nobody was active. */
  readonly share: number | null;
}

export interface FeatureAdoption extends Adoption {
  /** The id of a feature, a type, or the category. */
  readonly feature: string;
  readonly name: string;
  readonly kind: 'feature' | 'type' | 'category';
  readonly events: number;
  /** Finds the events in the log. */
  readonly query: string | null;
  readonly buckets: readonly AdoptionBucket[];
  readonly teams: readonly (Adoption & { readonly id: string; readonly name: string })[];
}

export interface AdoptionView extends ActivityFrame {
  readonly bucket: 'day' | 'week';
  readonly features: readonly FeatureAdoption[];
}
