import { addDays, dateIn, momentIn } from '../../../platform/clock/zoned-time';
import type { SavedView, ViewQuery } from '../views.contract';

export const RANGE = /^(?:today|yesterday|([1-9]\d{0,3})([hdw]))$/;

const HOUR_MS = 3_600_000;
const LENGTHS: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 168 * HOUR_MS };

/** When and for whom a relative range is resolved. */
export interface Viewing {
  readonly now: Date;
  /** IANA name; a query's own zone goes before it. */
  readonly zone: string;
}

/** A view's query as parameters of `GET /v1/events`: its range as absolute times, and nothing that is only for showing. */
export function parametersOf(query: ViewQuery, { now, zone }: Viewing): SavedView['parameters'] {
  const { range, tz = zone, columns: _, ...parameters } = query;
  const resolved = { ...parameters, tz, ...(range === undefined ? {} : timesOf(range, now, tz)) };
  return JSON.parse(JSON.stringify(resolved)) as SavedView['parameters'];
}

/** Days begin when the zone's clocks say so; a number of days up to now is as long in summer and winter. */
function timesOf(range: string, now: Date, zone: string): { from: string; to?: string } {
  const [, count, unit = 'd'] = RANGE.exec(range) ?? [];
  if (count !== undefined)
    return { from: new Date(now.getTime() - Number(count) * (LENGTHS[unit] as number)).toISOString() };
  const today = dateIn(zone, now);
  const first = range === 'yesterday' ? addDays(today, -1) : today;
  return {
    from: momentIn(zone, first).toISOString(),
    to: momentIn(zone, addDays(first, 1)).toISOString(),
  };
}
