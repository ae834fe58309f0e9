import type { AuditEvent, Page } from '../audit.contract';
import type { Position } from '../search/page-request';

/** The event that a page ended with, and which way to go on from it. */
export interface Edge {
  readonly at: string;
  readonly sequence: number;
  readonly back: boolean;
}

export const edgeAt = ({ occurred_at, sequence }: AuditEvent, back: boolean): Edge => ({
  at: occurred_at,
  sequence,
  back,
});

export const positionOf = (edge: Edge | null): Position | null =>
  edge && { occurredAt: edge.at, sequence: edge.sequence };

/** Rows come in the direction of travel, one more than wanted if there are more. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  edge: Edge | null,
  cursorOf: (row: Row, back: boolean) => string,
): Page<Row> {
  const more = rows.length > limit;
  const back = edge?.back ?? false;
  const data = rows.slice(0, limit);
  if (back) data.reverse();
  const [first, last] = [data[0], data.at(-1)];
  const hasNext = back ? edge !== null : more;
  const hasPrevious = back ? more : edge !== null;
  return {
    data,
    next_cursor: last && hasNext ? cursorOf(last, false) : null,
    prev_cursor: first && hasPrevious ? cursorOf(first, true) : null,
  };
}
