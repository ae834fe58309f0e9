/** How the queue treats its workers. */
export interface QueueOptions {
  /** Milliseconds after which a job whose worker fell silent may be given to another. */
  readonly lockMs: number;
  /** Milliseconds between two looks for such jobs. */
  readonly stalledEveryMs: number;
  /** Times a job may lose its worker; a killed process is not the job's fault, so many. */
  readonly mostStalls: number;
  /** Times a job is tried that fails by an error. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubled each time. */
  readonly backoffMs: number;
  /** Milliseconds that a caller waits for the queue to take a job; the sweeper finds what it did not take. */
  readonly patienceMs: number;
}

export const QUEUE_OPTIONS = Symbol('options of the queue');

export const DEFAULT_QUEUE_OPTIONS: QueueOptions = {
  lockMs: 30_000,
  stalledEveryMs: 15_000,
  mostStalls: 100,
  attempts: 5,
  backoffMs: 1_000,
  patienceMs: 2_000,
};
