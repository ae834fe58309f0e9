import { Injectable } from '@nestjs/common';
import { DAY_MS, MINUTE_MS } from './milliseconds';

/** The time of this process. `recorded_at` never comes from here: that is the database's clock (security.md F10). */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

export { DAY_MS, MINUTE_MS };

const KEPT = 4_096;
const dates = new Map<number, string>();

/** The UTC date of a moment, `YYYY-MM-DD`. Each event asks two or three times, nearly always for the same few days. */
export function utcDate(moment: Date): string {
  const day = Math.floor(moment.getTime() / DAY_MS);
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = moment.toISOString().slice(0, 10);
  if (dates.size >= KEPT) dates.clear();
  dates.set(day, date);
  return date;
}
