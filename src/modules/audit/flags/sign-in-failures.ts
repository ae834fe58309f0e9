import type { NewEvent } from '../audit.event';
import { BURST, isBurst } from './failed-bursts';

export const isFailedSignIn = ({ operation, outcome }: Pick<NewEvent, 'operation' | 'outcome'>): boolean =>
  operation === 'authenticate' && outcome !== 'success';

interface AskedFailure {
  readonly person: string | null;
  readonly ip: string | null;
  readonly at: string;
}

/**
 * `failed_burst` in one batch: the fifth failed sign-in of one person within ten minutes, and those that follow; of nobody known,
 * those from one address count together. By `occurred_at`, so one that comes late can complete a burst.
 */
export class SignInFailures {
  readonly asked: AskedFailure[] = [];
  readonly ids: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #earlier = new Map<string, number[]>();
  #answers: readonly (readonly number[])[] = [];

  look(event: NewEvent, person: string | null): void {
    if (!isFailedSignIn(event)) return;
    const ip = person === null ? (event.context.ip ?? null) : null;
    if (person === null && ip === null) return;
    this.#places.set(event.id, this.asked.length);
    this.asked.push({ person, ip, at: event.occurred_at.toISOString() });
    if (event.sent !== null) this.ids.push(event.id);
  }

  learn(answers: readonly (readonly number[])[]): void {
    this.#answers = answers;
  }

  isBurst(event: NewEvent): boolean {
    const place = this.#places.get(event.id);
    if (place === undefined) return false;
    const { person, ip } = this.asked[place] as AskedFailure;
    const who = person ?? `ip ${ip}`;
    const at = event.occurred_at.getTime();
    return isBurst(at, [...this.#nearestEarlier(who, at), ...(this.#answers[place] ?? [])]);
  }

  /** Of those before it in the batch; they are kept in the order of their times. */
  #nearestEarlier(who: string, at: number): number[] {
    const times = this.#earlier.get(who) ?? [];
    const place = times.findLastIndex((time) => time <= at) + 1;
    const nearest = times.slice(Math.max(0, place - BURST), place + BURST);
    times.splice(place, 0, at);
    this.#earlier.set(who, times);
    return nearest;
  }
}
