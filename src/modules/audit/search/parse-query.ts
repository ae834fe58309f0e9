import { DAY_MS } from '../../../platform/clock/clock';
import { COLUMN_FIELDS, type ColumnField, type EventQuery, type Expression } from '../audit.event-query';

/** The parameters as they come, already checked by `EventFilterDto`. */
export type EventFilter = { readonly [field in FilterField]?: readonly string[] } & {
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
};

/** The parameters that may be repeated. */
type FilterField = ColumnField | 'actor' | 'ip';
const FILTER_FIELDS: readonly FilterField[] = [...COLUMN_FIELDS, 'actor', 'ip'];

const DEFAULT_DAYS = 7;
/** Events may be dated ahead of us (F10), so a range without an end has none. */
export const NO_END = '9999-12-31T00:00:00.000Z';

/** An absolute, serialisable query; the default range is the last seven days (S0-10). */
export function parseQuery(filter: EventFilter, now: Date): EventQuery {
  const { from, to, q } = filter;
  const words = q?.trim();
  return {
    from: from ? instant(Date.parse(from)) : instant(now.getTime() - DEFAULT_DAYS * DAY_MS),
    to: to ? endOf(to) : NO_END,
    where: [
      ...FILTER_FIELDS.flatMap((field) => expressionsOf(field, filter[field] ?? [])),
      ...(words ? [{ field: 'text', words, form: 'all' } as const] : []),
    ],
  };
}

/** Values of one parameter mean OR, different parameters AND. */
function expressionsOf(field: FilterField, values: readonly string[]): Expression[] {
  const tests = values.map((value) => testOf(field, value));
  return tests.length > 1 ? [{ any: tests }] : tests;
}

function testOf(field: FilterField, value: string): Expression {
  if (field === 'actor') return { field, contains: value };
  if (field === 'ip') return { field, within: value };
  if (field === 'action' && value.endsWith('*')) return { field, begins: value.slice(0, -1) };
  return { field, is: value };
}

const endOf = (to: string): string => instant(Date.parse(to) + (to.length === 10 ? DAY_MS : 0));

/** Never beyond the end: a year of five digits is no RFC 3339. */
const instant = (milliseconds: number): string =>
  new Date(Math.min(milliseconds, Date.parse(NO_END))).toISOString();
