import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { HandlersAtWork } from './handlers-at-work.js';
import { jobId, JobQueue, QueueUnavailableError, type Job, type JobHandler, type QueueDepth } from './job-queue.js';

/** More wait in the outbox. */
const waitingMax = 10_000;

/** The queue of a process that runs alone: what is lost with the process stands in the database and is delivered anew. */
@Injectable()
export class InProcessQueue extends JobQueue implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('queue');
  private readonly waiting = new Map<string, Job>();
  private readonly active = new Set<string>();
  private readonly atWork = new HandlersAtWork();
  private handler: JobHandler | undefined;
  private concurrency = 0;
  private isClosed = false;

  enqueue(job: Job): Promise<void> {
    const id = jobId(job);
    if (this.isClosed) return Promise.reject(new QueueUnavailableError('the queue is closed'));
    if (this.waiting.has(id) || this.active.has(id)) return Promise.resolve();
    if (this.waiting.size >= waitingMax) return Promise.reject(new QueueUnavailableError('too many jobs wait'));
    this.waiting.set(id, job);
    this.next();
    return Promise.resolve();
  }

  process(handler: JobHandler, concurrency: number): void {
    this.handler = handler;
    this.concurrency = concurrency;
    this.next();
  }

  depth(): Promise<QueueDepth> {
    return Promise.resolve({ waiting: this.waiting.size, active: this.active.size });
  }

  close(): Promise<void> {
    this.isClosed = true;
    return this.atWork.settled();
  }

  onModuleDestroy(): void {
    this.isClosed = true;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private next(): void {
    while (this.handler && !this.isClosed && this.active.size < this.concurrency) {
      const [first] = this.waiting;
      if (!first) return;
      const [id, job] = first;
      this.waiting.delete(id);
      this.active.add(id);
      void this.atWork.add(this.work(this.handler, id, job));
    }
  }

  private async work(handler: JobHandler, id: string, job: Job): Promise<void> {
    try {
      await handler(job);
    } catch (error) {
      this.logger.error({ msg: 'a job failed', job_id: id, error: String(error) });
    } finally {
      this.active.delete(id);
      this.next();
    }
  }
}
