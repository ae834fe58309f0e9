import { useState } from 'react';
import { wasDismissed } from '../api/passkey';
import { problemOf, type Problem } from '../api/problem';

export interface Action<A extends unknown[]> {
  readonly run: (...given: A) => Promise<void>;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

/** Something that a person sets off: whether it is under way, and how it went wrong. */
export function useAction<A extends unknown[]>(work: (...given: A) => Promise<unknown>): Action<A> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (...given: A): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work(...given);
    } catch (error) {
      if (!wasDismissed(error)) setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, problem };
}
