/** What a job says: only ids. Everything else stands in the database. */
export interface Job {
  readonly runId: string;
  /** Counts up each time the run is handed to the queue anew: part of the job's id, as Bull ignores an id that it still keeps. */
  readonly deliveryNo: number;
}

export type JobHandler = (job: Job) => Promise<void>;

/** How many jobs wait and are at work. */
export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
}

/**
 * Port: carries the ids of pending runs to whoever works on them. A job is delivered at least once; the claim in the database makes
 * a second delivery harmless. An id that is queued already is not queued again. What a handler throws ends the job all the same:
 * attempts are counted by the database.
 */
export abstract class JobQueue {
  /** @throws QueueUnavailableError within a second when the queue does not take it */
  abstract enqueue(job: Job): Promise<void>;
  /** Takes jobs from now on, `concurrency` at a time. To be called once. */
  abstract process(handler: JobHandler, concurrency: number): void;
  /** @throws QueueUnavailableError */
  abstract depth(): Promise<QueueDepth>;
  /** Takes no more jobs. Waits a little for handlers at work, which end by their own means, and resolves within 5 seconds at most. */
  abstract close(): Promise<void>;
}

/** The queue does not answer, or is full. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';
  readonly code = 'queue_unavailable';
}

export function jobId({ runId, deliveryNo }: Job): string {
  return `${runId}-${deliveryNo}`;
}
