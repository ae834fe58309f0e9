/** RFC 3339 in UTC with milliseconds, as the API has it. */
const time = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What is read of an event, each as text: the header, then the four parts as canonical JSON. */
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
].join(', ');
