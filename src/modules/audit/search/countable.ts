import type { EventQuery, Expression } from '../audit.event-query';

/** The columns of `event_kinds`. */
const KIND_FIELDS: ReadonlySet<string> = new Set([
  'source',
  'action',
  'operation',
  'category',
  'outcome',
  'resource_type',
]);

/** What the counted tables can answer of a query, and what only the events can. */
export interface Parted {
  readonly countable: readonly Expression[];
  readonly rest: readonly Expression[];
}

export function partsOf({ where }: EventQuery): Parted {
  return {
    countable: where.filter(isCountable),
    rest: where.filter((expression) => !isCountable(expression)),
  };
}

/** Whether all that is asked is of the kind of an event. */
export function isCountable(expression: Expression): boolean {
  if ('any' in expression) return expression.any.every(isCountable);
  if ('all' in expression) return expression.all.every(isCountable);
  if ('not' in expression) return isCountable(expression.not);
  if ('has' in expression) return expression.has === 'category';
  return 'field' in expression && KIND_FIELDS.has(expression.field);
}
