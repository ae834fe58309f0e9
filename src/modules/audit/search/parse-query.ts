import { DAY_MS } from '../../../platform/clock/clock';
import { COLUMN_FIELDS, type ColumnField, type EventQuery, type Expression } from '../audit.event-query';
import { readQuery } from '../query-language/read-query';
import { conjuncts } from '../query-language/simplify';
import { saysTime, timeBounds, within } from '../query-language/time-bounds';
import { ALL_TIME, type Bounds } from '../query-language/time-tests';
import { FIRST_MOMENT, LAST_MOMENT, spanOf, type Occasion } from '../query-language/time-words';

/** The parameters as they come, already checked by `EventFilterDto`. */
export type EventFilter = { readonly [field in FilterField]?: readonly string[] } & {
  readonly from?: string;
  readonly to?: string;
  /** In the query language. */
  readonly q?: string;
  /** The IANA zone of dates that name none. */
  readonly tz?: string;
};

/** The parameters that may be repeated. */
type FilterField = ColumnField | 'actor' | 'ip';
const FILTER_FIELDS: readonly FilterField[] = [...COLUMN_FIELDS, 'actor', 'ip'];

const DEFAULT_DAYS = 7;
/** Events may be dated ahead of us (F10), so a range without an end has none. */
export const NO_END = new Date(LAST_MOMENT).toISOString();

/**
 * Parameters and query language as one absolute, serialisable query. The default range, the last seven days (S0-10), is for who
 * says nothing of time; who says something gets what they say.
 * @throws DaybookError `query.*` with the offset in `q`.
 */
export function parseQuery(filter: EventFilter, now: Date): EventQuery {
  const { from, to } = filter;
  // A body may say null of what it does not give.
  const occasion: Occasion = { now, zone: filter.tz ?? 'UTC' };
  const asked = readQuery(filter.q ?? '', occasion);
  const bounds = within(parameterBounds(from, to, occasion), timeBounds({ all: asked }));
  const silent = !(from ?? to) && !asked.some(saysTime);
  return {
    from: instant(silent ? now.getTime() - DEFAULT_DAYS * DAY_MS : bounds.from),
    to: instant(bounds.to),
    where: [
      ...FILTER_FIELDS.flatMap((field) => expressionsOf(field, filter[field] ?? [])),
      ...asked.filter((one) => !('to' in one)),
    ],
  };
}

/** A date is the whole day. */
function parameterBounds(from: string | undefined, to: string | undefined, occasion: Occasion): Bounds {
  return {
    from: from ? (spanOf(from, occasion)?.from ?? Date.parse(from)) : ALL_TIME.from,
    to: to ? endOf(to, occasion) : ALL_TIME.to,
  };
}

function endOf(to: string, occasion: Occasion): number {
  const span = spanOf(to, occasion);
  return (to.length === 10 ? span?.to : span?.from) ?? Date.parse(to);
}

/** Values of one parameter mean OR, different parameters AND. */
function expressionsOf(field: FilterField, values: readonly string[]): readonly Expression[] {
  return values.length === 0 ? [] : conjuncts({ any: values.map((value) => testOf(field, value)) });
}

function testOf(field: FilterField, value: string): Expression {
  if (field === 'actor') return { field, contains: value };
  if (field === 'ip') return { field, within: value };
  if (field === 'action' && value.endsWith('*')) return { field, begins: value.slice(0, -1) };
  return { field, is: value };
}

/** Never beyond what RFC 3339 can say: years of four digits. */
const instant = (milliseconds: number): string =>
  new Date(Math.min(Math.max(milliseconds, FIRST_MOMENT), LAST_MOMENT)).toISOString();
