import type { NewEvent } from '../audit.event';
import { BURST, isBurst } from './failed-bursts';

export const isFailedSignIn = ({ operation, outcome }: Pick<NewEvent, 'operation' | 'outcome'>): boolean =>
  operation === 'authenticate' && outcome !== 'success';

/** One of the first three. */
interface AskedFailure {
  readonly person?: string;
  readonly ip?: string;
  /** The e-mail address that was tried. */
  readonly tried?: string;
  readonly at: string;
}

/**
 * `failed_burst` in one batch: the fifth failed sign-in of one person within ten minutes, and those that follow; of nobody known,
 * those from one address count together, and those that try one account from anywhere (`details.email`). By `occurred_at`, so
 * one that comes late can complete a burst.
 */
export class SignInFailures {
  readonly asked: AskedFailure[] = [];
  readonly ids: string[] = [];
  readonly #places = new Map<string, readonly number[]>();
  readonly #earlier = new Map<string, number[]>();
  #answers: readonly (readonly number[])[] = [];

  look(event: NewEvent, person: string | null): void {
    if (!isFailedSignIn(event)) return;
    const at = event.occurred_at.toISOString();
    const places = suspectsOf(event, person).map((suspect) => this.asked.push({ ...suspect, at }) - 1);
    if (places.length === 0) return;
    this.#places.set(event.id, places);
    if (event.sent !== null) this.ids.push(event.id);
  }

  learn(answers: readonly (readonly number[])[]): void {
    this.#answers = answers;
  }

  isBurst(event: NewEvent): boolean {
    const at = event.occurred_at.getTime();
    const bursts = (this.#places.get(event.id) ?? []).map((place) => {
      const { person, ip, tried } = this.asked[place] as AskedFailure;
      const who = JSON.stringify([person, ip, tried]);
      return isBurst(at, [...this.#nearestEarlier(who, at), ...(this.#answers[place] ?? [])]);
    });
    return bursts.includes(true);
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

/** Whose failures count together with this one. */
function suspectsOf(
  { context: { ip }, details: { email } }: NewEvent,
  person: string | null,
): Omit<AskedFailure, 'at'>[] {
  if (person !== null) return [{ person }];
  return [...(ip ? [{ ip }] : []), ...(typeof email === 'string' ? [{ tried: email.toLowerCase() }] : [])];
}
