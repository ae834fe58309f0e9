/**
 * What is asked of the log: one object for list, export, and later histogram, facets, erasure and hold, so that they can
 * never differ. Serialisable; times are absolute. Values within a field mean OR, different fields AND.
 */
export interface EventQuery {
  /** RFC 3339, inclusive, on `occurred_at`. */
  readonly from: string;
  /** RFC 3339, exclusive. */
  readonly to: string;
  readonly source?: readonly string[];
  /** Exact, or a beginning: `member.*`. */
  readonly action?: readonly string[];
  readonly operation?: readonly string[];
  readonly category?: readonly string[];
  readonly outcome?: readonly string[];
  /** An id, an e-mail address, a name, or part of one; letter case does not matter. */
  readonly actor?: readonly string[];
  /** Addresses and CIDR networks. */
  readonly ip?: readonly string[];
  readonly resource_type?: readonly string[];
  readonly resource_id?: readonly string[];
  readonly subject_id?: readonly string[];
  readonly flag?: readonly string[];
  /** Words that must all occur in summary, actor or names of records. */
  readonly q?: string;
}

/** The fields of a query that hold lists of values. */
export const LIST_FIELDS = [
  'source',
  'action',
  'operation',
  'category',
  'outcome',
  'actor',
  'ip',
  'resource_type',
  'resource_id',
  'subject_id',
  'flag',
] as const satisfies readonly (keyof EventQuery)[];
