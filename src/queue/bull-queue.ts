import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Job as BullJob, Queue } from 'bull';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { jobId, JobQueue, QueueUnavailableError, type Job, type JobHandler, type QueueDepth } from './job-queue.js';

/** Name of the queue in Redis. */
export const RUN_QUEUE = 'runs';

const answerTimeoutMs = 900;
const closeTimeoutMs = 2_000;
/** Finished jobs are kept for a look, a bounded number. */
const keptMax = 200;

const jobSchema = z.object({ runId: z.string(), deliveryNo: z.number().int() });

/** The queue of processes that share a Redis. Attempts are counted in the database, so Bull makes one of each job. */
@Injectable()
export class BullQueue extends JobQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger('queue');

  constructor(@InjectQueue(RUN_QUEUE) private readonly queue: Queue<Job>) {
    super();
    let lastText = '';
    queue.on('error', (error) => {
      if (error.message !== lastText) this.logger.warn({ msg: 'the queue does not answer', error: error.message });
      lastText = error.message;
    });
  }

  async enqueue({ runId, deliveryNo }: Job): Promise<void> {
    const options = {
      jobId: jobId({ runId, deliveryNo }),
      attempts: 1,
      removeOnComplete: keptMax,
      removeOnFail: keptMax,
    };
    await inTime(() => this.queue.add({ runId, deliveryNo }, options));
  }

  process(handler: JobHandler, concurrency: number): void {
    const work = async ({ data }: BullJob<unknown>): Promise<void> => handler(jobSchema.parse(data));
    this.queue.process(concurrency, work).catch((error: unknown) => this.logger.error({ msg: 'the queue stopped to take jobs', error: String(error) })); // prettier-ignore
  }

  async depth(): Promise<QueueDepth> {
    const { waiting, active } = await inTime(() => this.queue.getJobCounts());
    return { waiting, active };
  }

  /** Bull would wait for handlers at work, for as long as they take: `true` does not. */
  async close(): Promise<void> {
    const closed = this.queue
      .close(true)
      .catch((error: unknown) => this.logger.warn({ msg: 'the queue did not close in order', error: String(error) }));
    await Promise.race([closed, delay(closeTimeoutMs, undefined, { ref: false })]);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** Bull waits for its connection for ever: whoever enqueues must know within a second. */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      work().catch((cause: unknown) => {
        throw new QueueUnavailableError('the queue in Redis refused', { cause });
      }),
      delay(answerTimeoutMs, undefined, { signal: timer.signal, ref: false }).then(() => {
        throw new QueueUnavailableError('the queue in Redis does not answer');
      }),
    ]);
  } finally {
    timer.abort();
  }
}
