/** RFC 3339 in UTC with milliseconds, as the API has it. */
const time = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What is read of an event, each as text: the header, the four parts as canonical JSON, and what became of it. */
export const EXPORTED_COLUMNS = [
  'sequence::text',
  'id::text',
  time('occurred_at'),
  time('recorded_at'),
  'source',
  'action',
  'operation',
  'category',
  'outcome',
  `array_to_string(flags, ';')`,
  'actor',
  'context',
  'target',
  'content',
  `encode(leaf_hash, 'hex')`,
  'expires_on::text',
  'erasure',
].join(', ');

/** Where each stands in a copied row. */
export const COLUMN = {
  sequence: 0,
  id: 1,
  occurredAt: 2,
  recordedAt: 3,
  source: 4,
  action: 5,
  operation: 6,
  category: 7,
  outcome: 8,
  /** Joined by `;`. */
  flags: 9,
  actor: 10,
  context: 11,
  target: 12,
  content: 13,
  leafHash: 14,
  expiresOn: 15,
  /** JSON, as the column `events.erasure` has it; null for an event that is whole. */
  erasure: 16,
} as const;
