import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JobQueue } from '../queue/job-queue.js';
import { RunWorker } from './run-worker.js';
import { WorkerSettings } from './worker-settings.js';

/** Takes runs from the queue. */
@Injectable()
export class RunConsumer implements OnApplicationBootstrap {
  constructor(
    private readonly queue: JobQueue,
    private readonly worker: RunWorker,
    private readonly settings: WorkerSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.queue.process(({ runId }) => this.worker.take(runId), this.settings.concurrency);
  }
}
