/** What a worker is told: whose work, and which row says the rest. The table is the truth, the queue only wakes workers. */
export interface JobData {
  readonly organizationId: string;
  readonly id: string;
}

/** A kind of work, declared by the module that does it. */
export interface Job {
  readonly name: string;
}

/** May run twice, also at the same time, and does no harm. `signal` asks it to stop at the next good place. */
export type JobHandler = (data: JobData, signal: AbortSignal) => Promise<void>;

const declared = new Map<string, Job>();

/**
 * Declares a kind of work. Boot insists that it has a handler.
 * @throws Error when two modules declare the same name.
 */
export function defineJob(name: string): Job {
  if (declared.has(name)) throw new Error(`the job ${name} is declared twice`);
  const job = Object.freeze({ name });
  declared.set(name, job);
  return job;
}

export const declaredJobs = (): readonly Job[] => [...declared.values()];
