import { LessThan, MoreThan, type FindOperator } from 'typeorm';
import { decodeCursor, encodeCursor } from './cursor';
import { PageCursor, PageLimit } from './page-fields';

const DEFAULT_LIMIT = 50;

/** Which page of a short list is wanted. */
export class PageQueryDto {
  @PageLimit()
  limit?: number;

  @PageCursor()
  cursor?: string;
}

/** The rows to fetch: their ids' bound, the order, and how many. */
export interface Slice {
  readonly id: FindOperator<string> | undefined;
  readonly order: 'ASC' | 'DESC';
  readonly take: number;
}

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
}

interface Edge {
  readonly id: string;
  readonly newer: boolean;
}

/**
 * A keyset page, newest first, of rows whose ids are UUIDv7, which is to say in the order they were made. One row more than
 * wanted is fetched: it tells whether there are others, and no one counts them all.
 */
export async function newestFirst<Row extends { id: string }>(
  { limit = DEFAULT_LIMIT, cursor }: PageQueryDto,
  secret: string,
  scope: string,
  fetch: (slice: Slice) => Promise<Row[]>,
): Promise<Rows<Row>> {
  const edge = cursor === undefined ? null : decodeCursor<Edge>(secret, scope, cursor);
  const newer = edge?.newer === true;
  const found = await fetch({
    id: edge ? (newer ? MoreThan(edge.id) : LessThan(edge.id)) : undefined,
    order: newer ? 'ASC' : 'DESC',
    take: limit + 1,
  });
  const more = found.length > limit;
  const rows = found.slice(0, limit);
  if (newer) rows.reverse();
  const cursorAt = (row: Row | undefined, toNewer: boolean, there: boolean): string | null =>
    row && there ? encodeCursor(secret, scope, { id: row.id, newer: toNewer } satisfies Edge) : null;
  return {
    rows,
    next_cursor: cursorAt(rows.at(-1), false, newer || more),
    prev_cursor: cursorAt(rows[0], true, newer ? more : edge !== null),
  };
}
