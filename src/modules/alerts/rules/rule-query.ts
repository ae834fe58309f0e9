import { DaybookError, invalid, invalidField } from '../../../platform/errors/daybook-error';
import type { Expression } from '../../audit/audit.event-query';
import { parseQuery } from '../../audit/audit.event-filter';
import type { Condition, RuleQuery } from '../alerts.contract';

/** A rule's query as `parseQuery` takes it. */
type EventFilter = Parameters<typeof parseQuery>[0];

/** No rule counts what alerts leave in the log, or it would find its own. */
const NOT_OURS: Expression = { not: { field: 'action', begins: 'alert.' } };

const SOME_TIME = new Date(0);
/** Longer than any that a query could ask for: what comes back shorter was asked for. */
const EVER = { from: '0001-01-02T00:00:00Z', to: '9999-12-30T00:00:00Z' };
const WHOLE = parseQuery(EVER, SOME_TIME);

/**
 * What a rule asks of each event.
 * @throws DaybookError as `GET /v1/events` does for the same parameters, and for a query that says when: a rule looks at what
 * is new, and its window says how close together.
 */
export function whereOf(query: RuleQuery): Expression[] {
  const { from, to, where } = parseQuery({ ...(query as EventFilter), ...EVER }, SOME_TIME);
  if (from !== WHOLE.from || to !== WHOLE.to || where.some(saysWhen))
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
