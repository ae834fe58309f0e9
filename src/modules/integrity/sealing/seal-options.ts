/** Where a sealer is with one log, or with those it seals together (`remembered`). */
export type SealStep = 'prepared' | 'remembered' | 'written';

export interface SealOptions {
  /** Leaves of one log in one step. */
  readonly batch: number;
  /** Nothing begins later than this after the start; what is left is due again. */
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
  /** Called after each step; tests let the sealer die there. */
  readonly onStep: (step: SealStep) => void;
}

export const SEAL_DEFAULTS: SealOptions = {
  batch: 20_000,
  timeLimitMs: 5_000,
  onStep: () => undefined,
};

/** All sealing of an installation happens under this lock. */
export const SEALING_LOCK = 'daybook.sealing';
