import type { JobsOptions, WorkerOptions } from 'bullmq';
import type { JobData } from './jobs';

/** What is used of BullMQ's `Queue`. */
export interface JobQueueClient {
  add(name: string, data: JobData, options: JobsOptions): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What is used of BullMQ's `Worker`. Closing waits for the job being run. */
export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { readonly data: JobData } | undefined, error: Error) => void): unknown;
  close(): Promise<void>;
}

export type Process = (job: { readonly data: JobData }) => Promise<void>;
export type Timing = Pick<
  WorkerOptions,
  'concurrency' | 'lockDuration' | 'stalledInterval' | 'maxStalledCount'
>;

/** Where jobs are kept. Nothing outside this folder knows which one it is. */
export interface QueueBackend {
  queue(name: string): JobQueueClient;
  worker(name: string, process: Process, timing: Timing): JobWorker;
  /** Ends the connections, after queues and workers are closed. */
  close(): Promise<void>;
}
