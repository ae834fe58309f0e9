import { momentOf } from '../days/calendar';
import { clinicDay, type Clinic, type Story } from '../days/history';
import type { DemoEvent } from '../days/draft';
import type { DemoClient } from './demo-client';
import type { DemoClock } from './demo-clock';
import type { Scene } from './furnishing';

const BATCH = 1_000;
const THE_END = '9999';

export interface Telling {
  readonly clock: DemoClock;
  /** A program with a key of the clinic. */
  readonly client: DemoClient;
  readonly scenes: readonly Scene[];
  /** Told after each batch how many events there are by now, and the day that they have come to. */
  readonly told: (events: number, day: string) => void;
  readonly stopping: AbortSignal;
}

/** All that a clinic reports in the days, later than `after` and up to `until`, in the order of time. */
export function* history(
  clinic: Clinic,
  days: readonly string[],
  story: Story,
  { after, until }: { after: Date; until: Date },
): Generator<DemoEvent> {
  const [from, to] = [after.toISOString(), until.toISOString()];
  for (const day of days) {
    if (momentOf(day, 0) > until) return;
    for (const event of clinicDay(clinic, day, story))
      if (event.occurred_at > from && event.occurred_at <= to) yield event;
  }
}

/**
 * Reports events as a clinic's own system does, `POST /v1/events`, and plays each scene when its time has come: so the numbers of the
 * log follow the times. Each batch is taken whole or not at all. Returns how many events were stored.
 */
export async function tell(events: Iterable<DemoEvent>, telling: Telling): Promise<number> {
  const scenes = telling.scenes.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let batch: DemoEvent[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    const last = batch.at(-1);
    if (!last) return;
    telling.stopping.throwIfAborted();
    telling.clock.reach(last.occurred_at);
    const { stored } = await telling.client.post<{ stored: number }>('/v1/events?atomic=true', {
      events: batch,
    });
    telling.told((count += stored), last.occurred_at.slice(0, 10));
    batch = [];
  };
  const playUpTo = async (moment: string): Promise<void> => {
    for (let next = scenes[0]; next && next.at.toISOString() <= moment; next = scenes[0]) {
      await flush();
      scenes.shift();
      telling.clock.reach(next.at);
      await next.play();
    }
  };
  for (const event of events) {
    await playUpTo(event.occurred_at);
    batch.push(event);
    if (batch.length === BATCH) await flush();
  }
  await playUpTo(THE_END);
  await flush();
  return count;
}
