const HOUR_MS = 3_600_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Moments in milliseconds, from inclusive, to exclusive. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * The hours of a range by their place in the week (day * 24 + hour), as the clocks of a zone have them: what a cell of the grid of
 * hours counts. The first and the last may be cut by the range; an hour that happens twice is there twice.
 */
export function hoursOfWeek({ from, to }: Part, zone: string): ReadonlyMap<number, readonly Part[]> {
  const placeOf = placesIn(zone);
  const cells = new Map<number, Part[]>();
  for (let start = from - minutesInto(from, zone); start < to; start += HOUR_MS) {
    const part = { from: Math.max(start, from), to: Math.min(start + HOUR_MS, to) };
    const place = placeOf(start);
    const cell = cells.get(place);
    if (cell) cell.push(part);
    else cells.set(place, [part]);
  }
  return cells;
}

function placesIn(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
    return WEEKDAYS.indexOf(find('weekday')) * 24 + Number(find('hour'));
  };
}

/** How long ago the hour began, by the clocks of a zone: some are half or a quarter of an hour apart from the others. */
function minutesInto(at: number, zone: string): number {
  const minute = new Intl.DateTimeFormat('en-GB', { timeZone: zone, minute: 'numeric' }).format(at);
  return Number(minute) * 60_000 + (((at % 60_000) + 60_000) % 60_000);
}

/** `on:…` for parts of time, as terms of the query language; an hour that is not cut is written to its last minute. */
export const onTerm = (parts: readonly Part[]): string =>
  `on:${parts.map(({ from, to }) => `${new Date(from).toISOString().replace(':00.000Z', 'Z')}..${lastMoment(to - 1)}`).join(',')}`;

/** A moment is as long as its last digit: `02:59Z` ends with its minute. */
function lastMoment(at: number): string {
  const text = new Date(at).toISOString();
  return text.endsWith(':59.999Z') ? `${text.slice(0, 16)}Z` : text;
}
