import { DaybookError, invalid } from '../../../platform/errors/daybook-error';
import { parseQuery } from '../../audit/audit.event-filter';
import type { EventQuery } from '../../audit/audit.event-query';
import type { ScheduleQuery } from '../exports.schedules.contract';
import type { ScheduleQueryDto } from './schedule.dto';

type EventFilter = Parameters<typeof parseQuery>[0];

/** What a query asks for of one period. Relative times in `q` count from when it was due, whenever it is made up for. */
export function queryFor(
  query: ScheduleQuery,
  { from, to, due }: { from: Date; to: Date; due: Date },
  timeZone: string,
): EventQuery {
  const range = { from: from.toISOString(), to: to.toISOString(), tz: timeZone };
  return parseQuery({ ...(query as EventFilter), ...range }, due);
}

/**
 * As it is stored: only what was given, once it is certain that the log understands it.
 * @throws DaybookError as `GET /v1/events` does for the same parameters, pointing below `/query`.
 */
export function checkedQuery(dto: ScheduleQueryDto): ScheduleQuery {
  const query = JSON.parse(JSON.stringify(dto, (_, value: unknown) => value ?? undefined)) as ScheduleQuery;
  const day = { from: new Date(0), to: new Date(1), due: new Date(1) };
  try {
    queryFor(query, day, 'UTC');
  } catch (error) {
    if (!(error instanceof DaybookError) || error.kind !== 'invalid') throw error;
    const errors = (error.more.errors ?? []).map((field) => ({
      ...field,
      pointer: `/query/${field.pointer.replace(/^\//, '')}`,
    }));
    throw invalid(error.code, error.message, errors);
  }
  return query;
}
