import type { EventQuery, Expression } from '../audit.event-query';
import { EVENT_COLUMNS } from '../storage/event-row';
import { anyOf, conditionOf, driverOf, DRIVERS, type Condition } from './conditions';
import type { PageRequest, Position, Scope, Statement } from './page-request';
import { Parameters } from './sql-text';

/** Every condition of a query on `events`, ready for `WHERE`. The same for a page, an export, and whatever is counted. */
export function whereOf(
  scope: Scope,
  { from, to, where }: EventQuery,
  p: Parameters,
): { base: string[]; conditions: Condition[] } {
  const base = [
    `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
    `expires_on = ANY (${p.add(scope.homes, 'date[]')})`,
    `occurred_at >= ${p.add(from, 'timestamptz')}`,
    `occurred_at < ${p.add(to, 'timestamptz')}`,
  ];
  return { base, conditions: conditionsOf(where, scope, p) };
}

export function conditionsOf(
  where: readonly Expression[],
  { organizationId, actors }: Scope,
  p: Parameters,
): Condition[] {
  const byResource = where.some((expression) => driverOf(expression) === 'resource_id');
  return where.map((expression) => conditionOf(expression, { p, organizationId, actors, byResource }));
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
  const split = splitOf(conditions);
  const rest = conditions.filter((condition) => condition !== split).map(anyOf);
  const order = ascending ? 'ORDER BY occurred_at, sequence' : 'ORDER BY occurred_at DESC, sequence DESC';
  const tail = `${order} LIMIT ${p.add(limit + 1, 'int')}`;
  const branch = (alternative: readonly string[]): string =>
    `SELECT ${EVENT_COLUMNS} FROM events WHERE ${[...base, ...rest, ...alternative, ...place].join(' AND ')} ${tail}`;
  if (!split) return { sql: branch([]), values: p.values };
  const branches = split.alternatives.map((alternative) => `(${branch([alternative])})`).join(' UNION ');
  return { sql: `SELECT * FROM (${branches}) AS merged ${tail}`, values: p.values };
}

/** The most selective of the conditions that have several alternatives with an index each. */
const splitOf = (conditions: readonly Condition[]): Condition | undefined =>
  DRIVERS.flatMap((field) =>
    conditions.filter(({ driver, alternatives }) => driver === field && alternatives.length > 1),
  )[0];

export function beyond({ occurredAt, sequence }: Position, ascending: boolean, p: Parameters): string {
  return `(occurred_at, sequence) ${ascending ? '>' : '<'} (${p.add(occurredAt, 'timestamptz')}, ${p.add(sequence, 'bigint')})`;
}
