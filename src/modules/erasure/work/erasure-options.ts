/** Where a worker is between two transactions. */
export type ErasureStep = 'started' | 'window' | 'completed' | 'cleaned';

export interface ErasureOptions {
  /** So many events at most are erased in one transaction. */
  readonly windowEvents: number;
  /** After so many tries in a row that brought nothing, it is given up. */
  readonly mostFailures: number;
  /** Called after each step, with the transaction committed; tests stop a worker here. */
  readonly onStep: (step: ErasureStep, id: string) => void | Promise<void>;
}

export const ERASURE_OPTIONS = Symbol('how erasures are carried out');
export const DEFAULT_ERASURE_OPTIONS: ErasureOptions = {
  windowEvents: 1_000,
  mostFailures: 20,
  onStep: () => undefined,
};
