/** What a list may be sorted by: the columns whose index can be walked. */
export const SORT_COLUMNS = ['occurred_at', 'sequence', 'action', 'ip'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** Where a row stands in the list. */
export interface Position {
  readonly occurredAt: string;
  readonly sequence: number;
  /** Of the column that the list is sorted by, where that is `action` or `ip`. */
  readonly value?: string | null;
}

/** Which identities a query's tests of `actor` name, by test; what is missing named too many to list. */
export type Actors = ReadonlyMap<string, readonly string[]>;

/** What was found out before the page is read. */
export interface Scope {
  readonly organizationId: string;
  readonly homes: readonly string[];
  readonly actors: Actors;
}

export interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

/** A place in the list and the way to go from it. `limit` rows are wanted; one more tells whether there are others. */
export interface PageRequest {
  readonly after: Position | null;
  readonly ascending: boolean;
  readonly limit: number;
  /** By default `occurred_at`. */
  readonly sort?: SortColumn;
}
