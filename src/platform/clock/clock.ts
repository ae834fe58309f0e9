import { Injectable } from '@nestjs/common';

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

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The UTC date of a moment, `YYYY-MM-DD`. */
export const utcDate = (moment: Date): string => moment.toISOString().slice(0, 10);
