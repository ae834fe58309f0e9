import type { TimelineEntry, TimelineSession } from '../../../../activity/activity.contract';
import { dayOf } from '../address';

/** A line of the timeline: what was done, and in which session. */
export interface Line {
  readonly entry: TimelineEntry;
  readonly session: TimelineSession;
  /** The first of its session on this day: says where from. */
  readonly isFirst: boolean;
}

export interface TimelineDay {
  /** `2026-11-21`, as the clocks of the zone have it. */
  readonly day: string;
  readonly lines: readonly Line[];
}

/** Sessions as days: each line stands on the day on which it ended, those of a session beside each other. */
export function byDay(sessions: readonly TimelineSession[], zone: string): TimelineDay[] {
  const days = new Map<string, Line[]>();
  for (const session of sessions)
    for (const entry of session.entries) {
      const day = dayOf(Date.parse(entry.to), zone);
      const lines = days.get(day) ?? [];
      lines.push({ entry, session, isFirst: lines.at(-1)?.session !== session });
      days.set(day, lines);
    }
  return [...days].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([day, lines]) => ({ day, lines }));
}
