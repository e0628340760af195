import { InjectQueue } from '@nestjs/bull';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Job as BullJob, Queue } from 'bull';
import { z } from 'zod';
import { whenReady } from '../redis/when-ready.js';
import { BullConnections } from './bull-connections.js';
import { HandlersAtWork } from './handlers-at-work.js';
import { jobId, JobQueue, QueueUnavailableError, type Job, type JobHandler, type QueueDepth } from './job-queue.js';
import { withinTime } from '../common/within-time.js';

/** Name of the queue in Redis. */
export const RUN_QUEUE = 'runs';

const answerTimeoutMs = 900;
const closeTimeoutMs = 1_000;
/** Finished jobs are kept for a look, a bounded number. */
const keptMax = 200;

const jobSchema = z.object({ runId: z.string(), deliveryNo: z.number().int() });

/** The queue of processes that share a Redis. Attempts are counted in the database, so Bull makes one of each job. */
@Injectable()
export class BullQueue extends JobQueue implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('queue');
  private readonly atWork = new HandlersAtWork();
  private paused: Promise<void> | undefined;
  private closed: Promise<void> | undefined;

  constructor(
    @InjectQueue(RUN_QUEUE) private readonly queue: Queue<Job>,
    private readonly connections: BullConnections,
  ) {
    super();
    // Bull names its connection in a promise that nobody watches: ended in the wrong moment, it would end the process with an error.
    Object.assign(queue, { setWorkerName: () => Promise.resolve() });
    let lastText = '';
    // Bull's types promise an Error; when a connection ends before it was ever there, there is none.
    queue.on('error', (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== lastText) this.logger.warn({ msg: 'the queue does not answer', error: text });
      lastText = text;
    });
  }

  onModuleInit(): Promise<void> {
    return whenReady(this.queue.client);
  }

  async enqueue({ runId, deliveryNo }: Job): Promise<void> {
    if (this.closed) throw new QueueUnavailableError('the queue is closed');
    const options = {
      jobId: jobId({ runId, deliveryNo }),
      attempts: 1,
      removeOnComplete: keptMax,
      removeOnFail: keptMax,
    };
    await answered(() => this.queue.add({ runId, deliveryNo }, options));
  }

  process(handler: JobHandler, concurrency: number): void {
    const work = async ({ data }: BullJob<unknown>): Promise<void> => {
      const job = jobSchema.parse(data);
      await this.atWork.add(handler(job));
    };
    this.queue.process(concurrency, work).catch((error: unknown) => {
      if (!this.closed) this.logger.error({ msg: 'the queue stopped to take jobs', error: String(error) });
    });
  }

  async depth(): Promise<QueueDepth> {
    const { waiting, active } = await answered(() => this.queue.getJobCounts());
    return { waiting, active };
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  /** Before anything else of the process ends: what is at work is given back, and must not come straight back to us. */
  onModuleDestroy(): void {
    void this.takeNoMore();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private takeNoMore(): Promise<void> {
    this.paused ??= this.inOrder(() => this.queue.pause(true, true));
    return this.paused;
  }

  /** Bull waits for handlers as long as they take, or not at all: then their jobs would be delivered once more, a minute later. */
  private async end(): Promise<void> {
    await this.takeNoMore();
    await this.atWork.settled();
    await this.inOrder(() => this.queue.close(true));
    this.connections.close();
  }

  private async inOrder(work: () => Promise<unknown>): Promise<void> {
    try {
      await withinTime(closeTimeoutMs, work);
    } catch (error) {
      this.logger.warn({ msg: 'the queue did not close in order', error: String(error) });
    }
  }
}

/** Bull waits for its connection for ever: whoever enqueues must know within a second. */
async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await withinTime(answerTimeoutMs, work);
  } catch (cause) {
    throw new QueueUnavailableError('the queue in Redis does not take it', { cause });
  }
}
