import type { EventQuery } from '../audit.event-query';
import { EVENT_COLUMNS } from '../storage/event-row';
import { anyOf, conditionsOf, DRIVERS, type Condition } from './conditions';
import type { PageRequest, Position, Scope, Statement } from './page-request';
import { Parameters } from './sql-text';

/** Every condition of a query on `events`, ready for `WHERE`. The same for a page, an export, and what is counted later. */
export function whereOf(
  scope: Scope,
  query: EventQuery,
  p: Parameters,
): { base: string[]; conditions: Condition[] } {
  const base = [
    `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
    `expires_on = ANY (${p.add(scope.homes, 'date[]')})`,
    `occurred_at >= ${p.add(query.from, 'timestamptz')}`,
    `occurred_at < ${p.add(query.to, 'timestamptz')}`,
    ...(query.q
      ? [
          `to_tsvector('simple'::regconfig, search_text) @@ plainto_tsquery('simple'::regconfig, ${p.add(query.q)})`,
        ]
      : []),
  ];
  return { base, conditions: conditionsOf(query, scope.actorKeys, p) };
}

/**
 * One page. Where the driving filter has alternatives, each is its own index scan in the order of the list, and the scans
 * are merged: an OR would read every match of the range and sort it.
 */
export function pageStatement(
  scope: Scope,
  query: EventQuery,
  { after, ascending, limit }: PageRequest,
): Statement {
  const p = new Parameters();
  const { base, conditions } = whereOf(scope, query, p);
  const place = after ? [beyond(after, ascending, p)] : [];
  const driver = DRIVERS.map((field) => conditions.find((condition) => condition.field === field)).find(
    (found) => found && found.alternatives.length > 1,
  );
  const rest = conditions.filter((condition) => condition !== driver).map(anyOf);
  const order = ascending ? 'ORDER BY occurred_at, sequence' : 'ORDER BY occurred_at DESC, sequence DESC';
  const tail = `${order} LIMIT ${p.add(limit + 1, 'int')}`;
  const branch = (alternative: readonly string[]): string =>
    `SELECT ${EVENT_COLUMNS} FROM events WHERE ${[...base, ...rest, ...alternative, ...place].join(' AND ')} ${tail}`;
  if (!driver) return { sql: branch([]), values: p.values };
  const branches = driver.alternatives.map((alternative) => `(${branch([alternative])})`).join(' UNION ');
  return { sql: `SELECT * FROM (${branches}) AS merged ${tail}`, values: p.values };
}

export function beyond({ occurredAt, sequence }: Position, ascending: boolean, p: Parameters): string {
  return `(occurred_at, sequence) ${ascending ? '>' : '<'} (${p.add(occurredAt, 'timestamptz')}, ${p.add(sequence, 'bigint')})`;
}
