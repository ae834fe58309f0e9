import { DaybookError, invalid, invalidField } from '../../../platform/errors/daybook-error';
import type { Expression } from '../../audit/audit.event-query';
import { parseQuery, type EventFilterDto } from '../../audit/audit.event-filter';
import type { Condition, RuleQuery } from '../alerts.contract';

/** No rule counts what alerts leave in the log, or it would find its own. */
const NOT_OURS: Expression = { not: { field: 'action', begins: 'alert.' } };

/** What a rule asks of each event. @throws DaybookError as `GET /v1/events` does for the same parameters. */
export const whereOf = (query: RuleQuery): Expression[] => [
  ...parseQuery(query as unknown as EventFilterDto, new Date(0)).where,
  NOT_OURS,
];

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
