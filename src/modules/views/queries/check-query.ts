import { DaybookError, invalidField } from '../../../platform/errors/daybook-error';
import { parseQuery } from '../../audit/audit.event-filter';
import type { ViewQuery } from '../views.contract';
import { parametersOf } from './resolve-range';
import type { SavedQueryDto } from './saved-query.dto';

/**
 * A query as it is stored: only what was given, once it is certain that the log understands it.
 * @throws DaybookError of the query language, with the offset of what it does not know.
 */
export function checkedQuery(dto: SavedQueryDto, now: Date): ViewQuery {
  const query = JSON.parse(JSON.stringify(dto, (_, value: unknown) => value ?? undefined)) as ViewQuery;
  if (query.range !== undefined && (query.from ?? query.to) !== undefined)
    throw invalidField('/query/range', 'cannot go together with from and to');
  try {
    parseQuery(parametersOf(query, { now, zone: 'UTC' }), now);
  } catch (error) {
    throw error instanceof DaybookError ? inBody(error) : error;
  }
  return query;
}

/** The mistake is in the body, below `query`. */
function inBody({ kind, code, message, more }: DaybookError): DaybookError {
  const errors = (more.errors ?? []).map(({ pointer, ...error }) => ({
    ...error,
    pointer: `/query/${pointer.replace(/^\//, '')}`,
  }));
  return new DaybookError(kind, code, message, { ...more, errors });
}
