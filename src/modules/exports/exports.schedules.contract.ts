import type { Page } from '../audit/audit.contract';
import type { Weekday } from '../organizations/organizations.contract';
import type { ExportState } from './exports.contract';

export const FREQUENCIES = ['daily', 'weekly', 'monthly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** `by_person`; or by itself: whom it ran for may not export any more, or its query cannot be read any more. */
export type SuspensionReason = 'by_person' | 'permission_lost' | 'query_unreadable';

/** The parameters of `GET /v1/events`, without a range: that is the period's. */
export interface ScheduleQuery {
  readonly [filter: string]: string | readonly string[] | undefined;
}

/** An export that is made regularly (S4-31). Times are RFC 3339 in UTC. */
export interface ExportSchedule {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly query: ScheduleQuery;
  /** What each export covers: the day, ISO week or month before it, of the organization's calendar. */
  readonly frequency: Frequency;
  /** Of a weekly one. */
  readonly weekday: Weekday | null;
  /** Of a monthly one: 1–28. */
  readonly month_day: number | null;
  /** 0–23, in the organization's time zone. */
  readonly hour: number;
  readonly time_zone: string;
  /** How long each file stays. */
  readonly keep_days: number;
  /** Members, by their ids: those of them who may export get a link when there is a file, and are told when there is none. */
  readonly mail_to: readonly string[];
  /** In whose name it runs: whoever made, changed or resumed it last. It ends itself when they may not export any more. */
  readonly runs_for: { readonly account_id: string; readonly name: string };
  readonly suspension: {
    readonly at: string;
    readonly reason: SuspensionReason;
    readonly by: { readonly type: string; readonly id: string | null; readonly name: string | null } | null;
  } | null;
  /** Null while it is suspended. */
  readonly next_at: string | null;
  readonly last_run: ScheduledRun | null;
  /** Grows with every change. */
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** One export of a schedule. */
export interface ScheduledRun {
  readonly id: string;
  /** `2026-11-27`, `2026-W48` or `2026-11`; each is exported once. */
  readonly period: string;
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  /** When it was started. */
  readonly at: string;
  readonly export_id: string;
  readonly state: ExportState;
  /** Its name in the file storage, from when it is there until it is deleted. */
  readonly file: string | null;
  readonly expires_at: string | null;
  /** Why there is no file, in words. */
  readonly failure: string | null;
}

/** All at once: both cursors are null. */
export type ExportScheduleList = Page<ExportSchedule>;
export type ScheduledRunPage = Page<ScheduledRun>;
