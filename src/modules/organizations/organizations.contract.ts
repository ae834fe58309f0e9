export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From–to in the organization's time zone, `HH:MM`; `to` may be `24:00`. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

export interface Holiday {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly name: string;
}

/** An organization as the API shows it. Times are RFC 3339 in UTC. */
export interface OrganizationView {
  readonly id: string;
  readonly name: string;
  readonly legal_name: string | null;
  readonly address: string | null;
  readonly contact_email: string | null;
  readonly contact_phone: string | null;
  readonly time_zone: string;
  /** Null on days without work. */
  readonly working_hours: Readonly<Record<Weekday, Hours | null>>;
  readonly holidays: readonly Holiday[];
  /** Whether everybody needs a second factor, and since when; Owners and Admins always do. */
  readonly mfa_required: boolean;
  readonly mfa_required_since: string | null;
  readonly session_idle_minutes: number;
  readonly session_absolute_hours: number;
  readonly created_at: string;
}

/** Something that the organization asks its people to consent to, with the text in force. */
export interface ConsentView {
  readonly key: string;
  readonly title: string;
  readonly required: boolean;
  readonly version: number;
  readonly text: string;
  readonly updated_at: string;
}

export interface ConsentList {
  readonly data: readonly ConsentView[];
  readonly next_cursor: null;
  readonly prev_cursor: null;
}

export interface ConsentVersion {
  readonly version: number;
  readonly text: string;
  readonly created_at: string;
  readonly created_by: { readonly id: string | null; readonly name: string | null };
}

export interface ConsentVersionList {
  readonly data: readonly ConsentVersion[];
  readonly next_cursor: null;
  readonly prev_cursor: null;
}
