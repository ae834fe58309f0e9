let second = Number.NaN;
let prefix = '';

/** RFC 3339 in UTC with milliseconds, as the leaf has it. Events of one batch share their second: it is written once. */
export function isoOf(ms: number): string {
  const whole = Math.floor(ms / 1_000);
  if (whole !== second) {
    prefix = Math.abs(ms) <= 8.64e15 ? new Date(whole * 1_000).toISOString().slice(0, -4) : 'never.';
    second = whole;
  }
  const rest = ms - whole * 1_000;
  return `${prefix}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
}
