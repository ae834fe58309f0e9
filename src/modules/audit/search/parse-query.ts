import { DAY_MS } from '../../../platform/clock/clock';
import { LIST_FIELDS, type EventQuery } from '../audit.event-query';

/** The parameters as they come, already checked by `EventFilterDto`. */
export type EventFilter = Partial<Record<keyof EventQuery, unknown>>;

const DEFAULT_DAYS = 7;
/** Events may be dated ahead of us (F10), so a range without an end has none. */
const NO_END = '9999-12-31T00:00:00.000Z';

/** An absolute, serialisable query; the default range is the last seven days (S0-10). */
export function parseQuery(filter: EventFilter, now: Date): EventQuery {
  const { from, to, q } = filter as { from?: string; to?: string; q?: string };
  const lists = LIST_FIELDS.flatMap((field) => {
    const values = filter[field] as string[] | undefined;
    return values && values.length > 0 ? [[field, values] as const] : [];
  });
  const words = q?.trim();
  return {
    from: from ? instant(Date.parse(from)) : instant(now.getTime() - DEFAULT_DAYS * DAY_MS),
    to: to ? endOf(to) : NO_END,
    ...Object.fromEntries(lists),
    ...(words ? { q: words } : {}),
  };
}

const endOf = (to: string): string => instant(Date.parse(to) + (to.length === 10 ? DAY_MS : 0));

/** Never beyond the end: a year of five digits is no RFC 3339. */
const instant = (milliseconds: number): string =>
  new Date(Math.min(milliseconds, Date.parse(NO_END))).toISOString();
