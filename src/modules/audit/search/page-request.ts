/** Where a row stands in the list. */
export interface Position {
  readonly occurredAt: string;
  readonly sequence: number;
}

/** What was found out before the page is read. */
export interface Scope {
  readonly organizationId: string;
  readonly homes: readonly string[];
  readonly actorKeys: readonly string[] | null;
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
}
