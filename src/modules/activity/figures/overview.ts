import { Injectable } from '@nestjs/common';
import { CATEGORIES } from '../../../platform/context/action-spec';
import type { ActivityDay, ActivityView, CategoryView, Compared } from '../activity.contract';
import { countByKind, countBySlot, type SlotCount } from '../counting/event-counts';
import { clockOf, Frames, type ActivityQuestion } from '../people/frames';
import { before } from '../time/range';
import type { Span, ZoneClock } from '../time/zone-clock';
import { activeUsers, DORMANT_DAYS } from './active-users';
import { categoriesOf } from './by-type';
import { evidenceFor } from './evidence';
import { teamsOf } from './teams';
import { frameOf, isCategory, noughts, span } from './present';

const FAILED = 'login_failed';

/** `GET /v1/activity`: what people did, as figures (S0-16…22). */
@Injectable()
export class Overview {
  constructor(private readonly frames: Frames) {}

  of(question: ActivityQuestion): Promise<ActivityView> {
    return this.frames.over(question, async (frame) => {
      const { log, range, circle, zone } = frame;
      const clock = clockOf(zone, range);
      const days = clock.daysOf(range.from, range.to);
      const earlier = before(range);
      const [now, previously] = [
        await countByKind(log, circle.whose, range),
        await countByKind(log, circle.whose, earlier),
      ];
      const categories = categoriesOf(now, previously, evidenceFor(circle));
      const { byDay, stickiness, dormant, ...active } = await activeUsers(frame, days, earlier);
      return {
        ...frameOf(frame),
        previous: span(earlier),
        categories,
        days: daysView(days, byDay, await countBySlot(log, circle.whose, range), clock),
        active_users: { ...active, known: circle.people.length },
        stickiness,
        failed_sign_ins: failedOf(categories),
        dormant: { days: DORMANT_DAYS, users: dormant },
        teams: teamsOf(frame.visible),
      };
    });
  }
}

function failedOf(categories: readonly CategoryView[]): Compared {
  const failed = categories.flatMap(({ types }) => types).find(({ type }) => type === FAILED);
  const { events, previous, query } = failed as Compared;
  return { events, previous, query };
}

function daysView(
  days: readonly Span[],
  activeUsers: readonly number[],
  slots: readonly SlotCount[],
  clock: ZoneClock,
): ActivityDay[] {
  const byDay = new Map(days.map(({ day }) => [day, noughts()]));
  for (const { at, category, n } of slots) {
    const events = byDay.get(clock.dayOf(at));
    if (events && isCategory(category)) events[category] += n;
  }
  return days.map(({ day, ...part }, index) => ({
    day,
    ...span(part),
    events: byDay.get(day) as Record<(typeof CATEGORIES)[number], number>,
    active_users: activeUsers[index] ?? 0,
  }));
}
