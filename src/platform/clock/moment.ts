const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
/** PostgreSQL and RFC 3339 part before it. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');

/**
 * An RFC 3339 time with its zone, on a day that the calendar has: JavaScript by itself takes February 30 for March 2, and
 * 24:00 for the next day. Leap seconds (23:59:60) are refused; no clock of ours can hold them.
 */
export function isMoment(text: string): boolean {
  const [, year, month, day] = MOMENT.exec(text) ?? [];
  return (
    year !== undefined && (Number(day) <= 28 || isDay(`${year}-${month}-${day}`)) && Date.parse(text) >= FIRST
  );
}

/** A date that the calendar has: `2026-11-21`. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && at.getTime() >= FIRST && at.toISOString().startsWith(text);
}
