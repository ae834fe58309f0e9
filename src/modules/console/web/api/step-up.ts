import { createStore } from './store';
import type { Method } from './problem';

/** Somebody waits for a proof; `done(true)` once it was given, `done(false)` when it is declined. */
export interface StepUpRequest {
  readonly methods: readonly Method[];
  readonly done: (proven: boolean) => void;
}

export const stepUpRequest = createStore<StepUpRequest | null>(null);

/** Several requests that ask at once share one question. */
let asked: Promise<boolean> | null = null;

export function askToStepUp(methods: readonly Method[]): Promise<boolean> {
  asked ??= new Promise<boolean>((resolve) => {
    stepUpRequest.set({
      methods,
      done: (proven) => {
        stepUpRequest.set(null);
        asked = null;
        resolve(proven);
      },
    });
  });
  return asked;
}
