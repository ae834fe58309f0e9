import type { Expression, Test } from '../../src/modules/audit/audit.event-query';

/** An event as the naive recount knows it. */
export interface NaiveEvent {
  readonly occurred_at: Date;
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly category: string | null;
  readonly outcome: string;
  readonly resource_type: string | null;
  readonly actor_type: string;
  readonly actor_key: string;
  readonly actor_name: string;
  readonly ip: string | null;
  readonly flags: readonly string[];
}

/** Whether an event is meant, by the plainest reading of an expression. */
export function matches(event: NaiveEvent, expression: Expression): boolean {
  if ('any' in expression) return expression.any.some((one) => matches(event, one));
  if ('all' in expression) return expression.all.every((one) => matches(event, one));
  if ('not' in expression) return !matches(event, expression.not);
  return passes(event, expression);
}

function passes(event: NaiveEvent, test: Test): boolean {
  if ('has' in test) return test.has === 'category' ? event.category !== null : event.flags.length > 0;
  if ('within' in test) return event.ip === test.within;
  if ('contains' in test) return event.actor_name.toLowerCase().includes(test.contains.toLowerCase());
  if ('begins' in test) return valueOf(event, test.field).startsWith(test.begins);
  if ('is' in test && test.field === 'flag') return event.flags.includes(test.is);
  if ('is' in test) return valueOf(event, test.field) === String(test.is);
  throw new Error('the naive recount knows no words');
}

const valueOf = (event: NaiveEvent, field: string): string =>
  String((event as unknown as Record<string, unknown>)[field]);

export function countsBy<T>(
  items: readonly T[],
  labelOf: (item: T) => string | null,
): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const item of items) counts.set(labelOf(item), (counts.get(labelOf(item)) ?? 0) + 1);
  return counts;
}
