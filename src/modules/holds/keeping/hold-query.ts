import { DaybookError, invalidField } from '../../../platform/errors/daybook-error';
import { parseQuery, type EventFilterDto } from '../../audit/audit.event-filter';
import type { EventQuery } from '../../audit/audit.event-query';

const EVER = parseQuery({ from: '0001-01-01T00:00:00Z' }, new Date(0));

/**
 * What a hold matches. Who says nothing of time means all of it, not the last days; what is said of it (`after:7d`) becomes absolute
 * now, and means the same for ever.
 * @throws DaybookError that points into the body, for a query that cannot be read or that nothing could match.
 */
export function holdQuery(filter: EventFilterDto, now: Date): EventQuery {
  const { from = null, to = null } = filter;
  const parsed = withinBody(() =>
    parseQuery(from === null && to === null ? { ...filter, from: EVER.from } : filter, now),
  );
  if (parsed.from >= parsed.to) throw invalidField('/query', 'has a range that ends before it begins');
  return parsed;
}

/** As it was given, without what was left out. */
export const filterOf = (filter: EventFilterDto): object =>
  JSON.parse(JSON.stringify(filter, (_, value: unknown) => value ?? undefined)) as object;

/** Null on a side that has no end. */
export const rangeOf = ({ from, to }: EventQuery): { from: string | null; to: string | null } => ({
  from: from === EVER.from ? null : from,
  to: to === EVER.to ? null : to,
});

/** The mistake is in the body, below `query`. */
function withinBody<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DaybookError) || error.kind !== 'invalid') throw error;
    const errors = (error.more.errors ?? []).map(({ pointer, ...field }) => ({
      ...field,
      pointer: `/query/${pointer.replace(/^\//, '')}`,
    }));
    throw new DaybookError(error.kind, error.code, error.message, { ...error.more, errors });
  }
}
