import { Injectable } from '@nestjs/common';
import type { Delivery } from '../runs/outbox.js';
import { RunCarrier } from '../runs/run-carrier.js';
import { JobQueue } from './job-queue.js';

/** Carries runs by the queue. A queue that is away comes back: it is tried for ever. */
@Injectable()
export class QueueCarrier extends RunCarrier {
  readonly attemptsMax = null;

  constructor(private readonly queue: JobQueue) {
    super();
  }

  deliver({ runId, deliveryNo }: Delivery): Promise<void> {
    return this.queue.enqueue({ runId, deliveryNo });
  }
}
