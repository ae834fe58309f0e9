import type { Expression } from '../audit.event-query';
import { ALL_TIME, boundsOf, type Bounds } from './time-tests';

/** The time outside of which an expression cannot hold: only partitions within have to be read. */
export function timeBounds(expression: Expression): Bounds {
  if ('any' in expression)
    return expression.any.map(timeBounds).reduce(around, { from: Infinity, to: -Infinity });
  if ('all' in expression) return expression.all.map(timeBounds).reduce(within, ALL_TIME);
  return 'to' in expression ? boundsOf(expression) : ALL_TIME;
}

/** Whether it says anything about time, so that no default has to. */
export function saysTime(expression: Expression): boolean {
  if ('any' in expression) return expression.any.some(saysTime);
  if ('all' in expression) return expression.all.some(saysTime);
  return 'not' in expression ? saysTime(expression.not) : 'to' in expression;
}

export const within = (one: Bounds, other: Bounds): Bounds => ({
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
});

const around = (one: Bounds, other: Bounds): Bounds => ({
  from: Math.min(one.from, other.from),
  to: Math.max(one.to, other.to),
});
