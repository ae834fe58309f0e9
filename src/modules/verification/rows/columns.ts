/**
 * The columns of `events` that a verification reads, in this order, as COPY gives them in binary. All of them: a test asks the database. A
 * salt stands before its part, so that both can be hashed in one piece.
 */
export const EVENT_COLUMNS = [
  'sequence',
  'expires_on',
  'id',
  'occurred_at',
  'recorded_at',
  'source',
  'action',
  'operation',
  'category',
  'outcome',
  'flags',
  'actor_key',
  'actor_type',
  'actor_role',
  'reported_by',
  'session_id',
  'request_id',
  'resource_type',
  'resource_id',
  'subject_type',
  'subject_id',
  'ip',
  'search_text',
  'actor_salt',
  'actor',
  'context_salt',
  'context',
  'target_salt',
  'target',
  'content_salt',
  'content',
  'leaf_hash',
  'erasure',
] as const;

export type EventColumn = (typeof EVENT_COLUMNS)[number];

/** Where each column is in a row. */
export const AT = Object.fromEntries(EVENT_COLUMNS.map((name, index) => [name, index])) as Readonly<
  Record<EventColumn, number>
>;

/** Rows of one log by a condition on constants, in the order of their numbers. Partitions without a home are read as well: what is hidden there has to be found. */
export const selectEvents = (organizationId: string, condition: string): string =>
  `SELECT ${EVENT_COLUMNS.join(', ')} FROM events WHERE organization_id = '${organizationId}' AND ${condition} ORDER BY sequence`;
