import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer. @throws Error when there is none in time. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  patienceMs = 60_000,
): Promise<T> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(20)) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`gave up waiting for ${what}`);
}
