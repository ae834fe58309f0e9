const formats = new Map<string, Intl.DateTimeFormat>();

/** `en-GB` writes days before months, 24 hours, and no commas that would break a column. */
const LOCALE = 'en-GB';

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone });
  formats.set(key, known);
  return known;
}

const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const DAY = { day: 'numeric', month: 'short' } as const;

/** `02:30:53` */
export const clockTime = (at: string | number, zone: string): string =>
  format(zone, TIME).format(new Date(at));

/** `21 Nov` */
export const shortDay = (at: string | number, zone: string): string => format(zone, DAY).format(new Date(at));

/** `Fri 21 Nov` */
export const weekday = (at: string | number, zone: string): string =>
  format(zone, { weekday: 'short', ...DAY })
    .format(new Date(at))
    .replace(',', '');

/** `21 Nov 2026` */
export const fullDay = (at: string | number, zone: string): string =>
  format(zone, { ...DAY, year: 'numeric' }).format(new Date(at));

/** `21 Nov 2026, 02:30:53.734` */
export const fullMoment = (at: string | number, zone: string): string =>
  format(zone, { ...DAY, year: 'numeric', ...TIME, fractionalSecondDigits: 3 }).format(new Date(at));

/** `21 Nov 2026, 02:30` */
export const minuteMoment = (at: string | number, zone: string): string =>
  format(zone, { ...DAY, year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `2 minutes ago` */
export function ago(at: string, now: number): string {
  const away = Date.parse(at) - now;
  const [unit, length] = STEPS.find(([, each]) => Math.abs(away) >= each) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(away / length), unit);
}

export const number = (value: number): string => new Intl.NumberFormat('en').format(value);
