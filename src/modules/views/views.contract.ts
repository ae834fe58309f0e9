import type { Page } from '../audit/audit.contract';

/** The query of a view, as the console has it in its address: the parameters of `GET /v1/events`, and how to show what they find. */
export interface ViewQuery {
  /** Filters; each value of one means OR, different ones AND. */
  readonly [filter: string]: string | number | readonly string[] | undefined;
  readonly q?: string;
  /** Relative to when it is looked at: `today`, `yesterday`, or so many hours, days or weeks (`24h`, `7d`, `4w`) up to now. */
  readonly range?: string;
  /** Absolute, instead of `range`. */
  readonly from?: string;
  readonly to?: string;
  /** The zone in which days begin and times are shown. */
  readonly tz?: string;
  readonly columns?: readonly string[];
  readonly sort?: string;
  readonly limit?: number;
}

/** A named query. Times are RFC 3339 in UTC. */
export interface SavedView {
  /** A UUID, or `builtin-…`. */
  readonly id: string;
  readonly name: string;
  /** Comes with Daybook and cannot be changed. */
  readonly built_in: boolean;
  /** Everybody of the organization who reads the log has it. */
  readonly shared: boolean;
  /** What the log opens with for whoever asks; exactly one is. */
  readonly default: boolean;
  /** Who saved it; null for the built-in ones. */
  readonly owner: { readonly account_id: string; readonly name: string } | null;
  readonly query: ViewQuery;
  /**
   * The same as parameters of `GET /v1/events`, as of this moment: `range` has become `from` and `to`, and `tz` is the
   * zone of the query, of whoever asks (`?tz=`), or of the organization, whichever there is first.
   */
  readonly parameters: Readonly<Record<string, string | number | readonly string[]>>;
  /** Grows with every change; 0 for the built-in ones. */
  readonly version: number;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

/** All at once: both cursors are null. */
export type SavedViewList = Page<SavedView>;
