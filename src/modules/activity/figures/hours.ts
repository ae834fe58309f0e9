import { Injectable } from '@nestjs/common';
import { WEEKDAYS } from '../../organizations/organizations.contract';
import type { ActivityHours } from '../activity.contract';
import { countBySlot } from '../counting/event-counts';
import { clockOf, Frames, type ActivityQuestion } from '../people/frames';
import { hourGrid } from './hour-grid';
import { frameOf } from './present';
import { offHoursShare } from './working-hours';

/** `GET /v1/activity/hours`: when people work, beside when they should. */
@Injectable()
export class HoursOfWeek {
  constructor(private readonly frames: Frames) {}

  of(question: ActivityQuestion): Promise<ActivityHours> {
    return this.frames.over(question, async (frame) => {
      const { log, circle, range, zone, working } = frame;
      const clock = clockOf(zone, range);
      const slots = await countBySlot(log, circle.whose, range);
      return {
        ...frameOf(frame),
        hours: hourGrid(slots, clock),
        events: slots.reduce((sum, { n }) => sum + n, 0),
        working_hours: Object.fromEntries(WEEKDAYS.map((day) => [day, working.hours[day] ?? null])),
        off_hours: offHoursShare(slots, working, clock),
      };
    });
  }
}
