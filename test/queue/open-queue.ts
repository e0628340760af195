import { BullModule, getQueueToken } from '@nestjs/bull';
import { Test } from '@nestjs/testing';
import type { Queue } from 'bull';
import { BullConnections, type StallTiming } from '../../src/queue/bull-connections.js';
import { BullQueue, RUN_QUEUE } from '../../src/queue/bull-queue.js';
import type { Job, JobQueue } from '../../src/queue/job-queue.js';

export interface OpenQueue {
  readonly queue: JobQueue;
  close(): Promise<void>;
}

export interface OpenBullQueue extends OpenQueue {
  readonly bull: Queue<Job>;
  readonly connections: BullConnections;
}

/** The queue of one process, made by Nest as the application makes it, with waits that fit a test. */
export async function openQueue(redisUrl: string, timing?: StallTiming): Promise<OpenBullQueue> {
  const connections = new BullConnections(redisUrl, timing);
  const module = await Test.createTestingModule({
    imports: [BullModule.registerQueue({ name: RUN_QUEUE, ...connections.queueOptions() })],
    providers: [{ provide: BullConnections, useValue: connections }, BullQueue],
  }).compile();
  module.useLogger(false);
  await module.init();
  const bull = module.get<Queue<Job>>(getQueueToken(RUN_QUEUE));
  return { queue: module.get(BullQueue), bull, connections, close: () => module.close() };
}
