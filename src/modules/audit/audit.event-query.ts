/**
 * What is asked of the log: one object for list, histogram, facets, export, saved views, rules, and later erasure and hold, so
 * that they can never differ. Serialisable; times are absolute. Every expression of `where` must hold.
 */
export interface EventQuery {
  /** RFC 3339, inclusive, on `occurred_at`. */
  readonly from: string;
  /** RFC 3339, exclusive. */
  readonly to: string;
  readonly where: readonly Expression[];
}

export type Expression =
  | Test
  | { readonly any: readonly Expression[] }
  | { readonly all: readonly Expression[] }
  | { readonly not: Expression };

/** One question about one event. It is true or false, never unknown: what an event does not have equals nothing. */
export type Test =
  | { readonly field: ColumnField; readonly is: string }
  | { readonly field: ColumnField; readonly begins: string }
  /** A part of the actor's id, e-mail address or name; letter case does not matter. */
  | { readonly field: 'actor'; readonly contains: string }
  /** The whole of the actor's id, e-mail address or name. */
  | { readonly field: 'actor'; readonly is: string }
  /** An address or a CIDR network. */
  | { readonly field: 'ip'; readonly within: string }
  | { readonly field: 'sequence'; readonly is: number }
  | WordTest
  /** A member of `details`, as text. */
  | { readonly field: 'details'; readonly path: readonly string[]; readonly is: string }
  | { readonly has: Present }
  /** On `occurred_at`: RFC 3339, from inclusive, to exclusive; null leaves that side open. */
  | { readonly from: string | null; readonly to: string | null };

/** Words of the summary alone, or of summary, actor and names of records. Letter case does not matter. */
export interface WordTest {
  readonly field: 'text' | 'summary';
  readonly words: string;
  /** `all`: each of them, anywhere; `phrase`: one after the other; `beginning`: words that begin so. */
  readonly form: 'all' | 'phrase' | 'beginning';
}

/** Fields that are a column of the log with the same name (`flag` is an element of `flags`), compared as they are. */
export const COLUMN_FIELDS = [
  'id',
  'source',
  'action',
  'operation',
  'category',
  'outcome',
  'actor_type',
  'actor_role',
  'resource_type',
  'resource_id',
  'subject_type',
  'subject_id',
  'session_id',
  'request_id',
  'reported_by',
  'flag',
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];

/** What an event may have or lack. */
export const PRESENCES = [
  'resource',
  'subject',
  'ip',
  'session',
  'request',
  'category',
  'flag',
  'reported_by',
  'changes',
  'details',
] as const;
export type Present = (typeof PRESENCES)[number];
