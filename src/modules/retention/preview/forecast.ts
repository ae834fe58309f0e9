import type { PreviewFigures, PreviewKind } from '../retention.contract';
import { daysFor, type DaysOf, type Lengths } from '../policy/days-for';
import { expiresOn } from '../policy/expires-on';
import type { Lot } from './stock';

const MOST_DATES = 12;
const MOST_KINDS = 50;

export interface ForecastTerms {
  readonly before: Lengths;
  readonly after: Lengths;
  /** The UTC date, and the first that can still be given: `YYYY-MM-DD`. */
  readonly today: string;
  readonly firstOpen: string;
}

/** A lot that would go earlier, and when. */
export interface EarlierLot extends Lot {
  readonly expiresOn: string;
}

export interface Forecast {
  readonly figures: Omit<PreviewFigures, 'at' | 'on_hold'>;
  /** The first to go first. */
  readonly earlier: readonly EarlierLot[];
}

/** What one policy would do to the stock that another has dated. Pure. */
export function forecast(lots: readonly Lot[], { before, after, ...dates }: ForecastTerms): Forecast {
  const [now, then, floorless] = [before, after, { ...after, floorDays: null }].map((policy) =>
    datesBy(daysFor(policy), dates),
  ) as [DateOf, DateOf, DateOf];
  const earlier: EarlierLot[] = [];
  let [events, later, keptByFloor] = [0, 0, 0];
  for (const lot of lots) {
    const [was, is] = [now(lot), then(lot)];
    events += lot.events;
    if (is < was) earlier.push({ ...lot, expiresOn: is });
    if (is > was) later += lot.events;
    if (floorless(lot) < is) keptByFloor += lot.events;
  }
  earlier.sort((a, b) => compare(a.expiresOn, b.expiresOn) || compare(a.day, b.day));
  return {
    earlier,
    figures: {
      events,
      earlier: total(earlier),
      later,
      ...byDate(earlier),
      next_purge: nextPurge(lots, daysFor(after), then),
      kept_by_floor: keptByFloor,
      kinds: kindsOf(earlier, daysFor(before), daysFor(after)),
    },
  };
}

type DateOf = (lot: Lot) => string;

/**
 * The date that a policy will have given a lot when it goes: what is to go earlier moves when the policy is shortened, what is
 * kept longer moves when its date has passed (`retention_target()` in SQL). What is held stays.
 */
export function datesBy(
  daysOf: DaysOf,
  { today, firstOpen }: Pick<ForecastTerms, 'today' | 'firstOpen'>,
): DateOf {
  return ({ home, day, source, category }) => {
    if (home === HELD) return home;
    const wanted = expiresOn({ occurred_at: new Date(day) }, daysOf(source, category));
    if (home < today && wanted < today) return home;
    return wanted > firstOpen ? wanted : firstOpen;
  };
}

/** What sorts behind every date. */
export const HELD = 'infinity';

function byDate(earlier: readonly EarlierLot[]): Pick<PreviewFigures, 'dates' | 'after_these'> {
  const sums = sumBy(earlier, (lot) => lot.expiresOn);
  const dates = [...sums].map(([expires_on, events]) => ({ expires_on, events }));
  const rest = dates.slice(MOST_DATES);
  return { dates: dates.slice(0, MOST_DATES), after_these: total(rest) };
}

/** What is kept for ever has a date too, and never goes. */
function nextPurge(lots: readonly Lot[], daysOf: DaysOf, dateOf: DateOf): PreviewFigures['next_purge'] {
  const going = lots.filter(
    ({ home, source, category }) => home !== HELD && daysOf(source, category) !== null,
  );
  const [next] = [...sumBy(going, dateOf)].toSorted(([a], [b]) => compare(a, b));
  return next ? { expires_on: next[0], events: next[1] } : null;
}

function kindsOf(earlier: readonly EarlierLot[], before: DaysOf, after: DaysOf): PreviewKind[] {
  const sums = sumBy(earlier, ({ source, category }) => JSON.stringify([source, category]));
  const kinds = [...sums].map(([key, events]): PreviewKind => {
    const [source, category] = JSON.parse(key) as [string, string | null];
    return {
      source,
      category,
      events,
      days: { from: before(source, category), to: after(source, category) },
    };
  });
  return kinds.toSorted((a, b) => b.events - a.events || compare(a.source, b.source)).slice(0, MOST_KINDS);
}

function sumBy<T extends { readonly events: number }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    sums.set(key, (sums.get(key) ?? 0) + item.events);
  }
  return sums;
}

const total = (items: readonly { readonly events: number }[]): number =>
  items.reduce((sum, { events }) => sum + events, 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
