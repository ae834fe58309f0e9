import { Injectable } from '@nestjs/common';
import type { ActivityDays } from '../activity.contract';
import { countBySlot } from '../counting/event-counts';
import { clockOf, type ActivityQuestion } from '../people/frames';
import { People } from '../people/people';
import { frameOf, span, userView } from './present';

const HALF_A_YEAR = '26w';

/** `GET /v1/activity/users/:id/days`: how much one person did on each day. */
@Injectable()
export class Days {
  constructor(private readonly people: People) {}

  of(id: string, question: ActivityQuestion): Promise<ActivityDays> {
    const isOpen = question.from === undefined && question.to === undefined;
    const asked = isOpen ? { range: HALF_A_YEAR, ...question } : question;
    return this.people.one(id, asked, async (person, frame) => {
      const { log, range, zone, circle } = frame;
      const clock = clockOf(zone, range);
      const counts = new Map<string, number>();
      for (const { at, n } of await countBySlot(log, { keys: circle.keys ?? [], emails: [] }, range))
        counts.set(clock.dayOf(at), (counts.get(clock.dayOf(at)) ?? 0) + n);
      return {
        ...frameOf(frame),
        user: userView(person),
        days: clock.daysOf(range.from, range.to).map(({ day, ...part }) => ({
          day,
          ...span(part),
          events: counts.get(day) ?? 0,
        })),
      };
    });
  }
}
