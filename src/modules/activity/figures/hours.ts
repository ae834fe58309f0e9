import { Injectable } from '@nestjs/common';
import { WEEKDAYS } from '../../organizations/organizations.contract';
import type { Category } from '../../../platform/context/action-spec';
import type { ActivityHours } from '../activity.contract';
import { countBySlot } from '../counting/event-counts';
import { countOffHours } from '../counting/off-hours';
import { clockOf, Frames, type ActivityQuestion, type Frame } from '../people/frames';
import { evidenceFor } from './evidence';
import { hourGrid } from './hour-grid';
import { frameOf } from './present';
import { offHoursShare, workingGrid } from './working-hours';

export interface HoursQuestion extends ActivityQuestion {
  readonly category?: Category;
}

/** `GET /v1/activity/hours`: when people work, beside when they should. */
@Injectable()
export class HoursOfWeek {
  constructor(private readonly frames: Frames) {}

  of({ category, ...question }: HoursQuestion): Promise<ActivityHours> {
    return this.frames.over(question, async (frame) => {
      const { log, circle, range, zone, working } = frame;
      const [clock, own] = [clockOf(zone, range), clockOf(working.zone, range)];
      const all = await countBySlot(log, circle.whose, range);
      const slots = category === undefined ? all : all.filter((slot) => slot.category === category);
      const evidence = evidenceFor(circle);
      return {
        ...frameOf(frame),
        hours: hourGrid(slots, clock),
        events: slots.reduce((sum, { n }) => sum + n, 0),
        query: category === undefined ? evidence.all : evidence.ofCategory(category),
        working: workingGrid(working, { at: range.to - 1, own, shown: clock }),
        flagged: {
          events: await flaggedOf(frame, category),
          query: evidence.own(['flag:off_hours', ...(category ? [`category:${category}`] : [])].join(' ')),
        },
        working_hours: Object.fromEntries(WEEKDAYS.map((day) => [day, working.hours[day] ?? null])),
        off_hours: offHoursShare(slots, working, own),
      };
    });
  }
}

async function flaggedOf({ log, circle, range }: Frame, category: string | undefined): Promise<number> {
  const counts = await countOffHours(log, circle.keys, range, category ?? null);
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}
