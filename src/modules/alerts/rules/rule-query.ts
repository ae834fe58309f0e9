import { DaybookError, invalid, invalidField } from '../../../platform/errors/daybook-error';
import type { Expression } from '../../audit/audit.event-query';
import { parseQuery, type EventFilterDto } from '../../audit/audit.event-filter';
import type { Condition, RuleQuery } from '../alerts.contract';

/** No rule counts what alerts leave in the log, or it would find its own. */
const NOT_OURS: Expression = { not: { field: 'action', begins: 'alert.' } };

const SOME_TIME = new Date(0);
/** What a query that says nothing of time is given. */
const NO_RANGE = parseQuery({}, SOME_TIME);

/**
 * What a rule asks of each event.
 * @throws DaybookError as `GET /v1/events` does for the same parameters, and for a query that says when: a rule looks at what
 * is new, and its window says how close together.
 */
export function whereOf(query: RuleQuery): Expression[] {
  const { from, to, where } = parseQuery(query as EventFilterDto, SOME_TIME);
  if (from !== NO_RANGE.from || to !== NO_RANGE.to || where.some(saysWhen))
    throw invalidField('q', 'must not say when: a rule has a window, and a trial a range of its own');
  return [...where, NOT_OURS];
}

function saysWhen(expression: Expression): boolean {
  if ('any' in expression) return expression.any.some(saysWhen);
  if ('all' in expression) return expression.all.some(saysWhen);
  return 'not' in expression ? saysWhen(expression.not) : 'to' in expression;
}

/** @throws DaybookError that points into the body, for a query that cannot be read, and for one that finds everything. */
export function requireGoodCondition({ query, threshold }: Condition): void {
  const where = withinBody(() => whereOf(query));
  if (where.length === 1 && threshold === 1)
    throw invalidField('/query', 'matches every event: narrow it down, or ask for more than one');
}

function withinBody<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DaybookError) || error.kind !== 'invalid') throw error;
    const errors = (error.more.errors ?? []).map((field) => ({
      ...field,
      pointer: `/query/${field.pointer.replace(/^\//, '')}`,
    }));
    throw invalid(error.code, error.message, errors);
  }
}
