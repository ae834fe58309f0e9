const DAY_MS = 86_400_000;
let day = Number.NaN;
let date = '';

/** RFC 3339 in UTC with milliseconds, as the leaf has it. Most events share their day with the one before: it is written once. */
export function isoOf(ms: number): string {
  const today = Math.floor(ms / DAY_MS);
  if (today !== day) {
    date = Math.abs(ms) <= 8.64e15 ? new Date(today * DAY_MS).toISOString().slice(0, 11) : 'never ';
    day = today;
  }
  const rest = ms - today * DAY_MS;
  const seconds = Math.floor(rest / 1_000);
  const minutes = Math.floor(seconds / 60);
  return `${date}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${three(rest - seconds * 1_000)}Z`;
}

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);
const three = (number: number): string =>
  number < 10 ? `00${number}` : number < 100 ? `0${number}` : `${number}`;
