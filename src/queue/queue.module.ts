import { BullModule } from '@nestjs/bull';
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { RunCarrier } from '../runs/run-carrier.js';
import { BullConnections } from './bull-connections.js';
import { BullQueue, RUN_QUEUE } from './bull-queue.js';
import { HttpCarrier } from './http-carrier.js';
import { InProcessQueue } from './in-process-queue.js';
import { JobQueue } from './job-queue.js';
import { QueueCarrier } from './queue-carrier.js';

/** The ways of a run to a worker. All provide `RunCarrier`; the queues also `JobQueue`. */
@Module({})
export class QueueModule {
  /** On Redis, between processes. */
  static onRedis(redisUrl: string): DynamicModule {
    const connections = new BullConnections(redisUrl);
    return {
      ...this.withQueue(BullQueue, [{ provide: BullConnections, useValue: connections }]),
      imports: [BullModule.registerQueue({ name: RUN_QUEUE, ...connections.queueOptions() })],
    };
  }

  /** Within one process. */
  static inProcess(): DynamicModule {
    return this.withQueue(InProcessQueue);
  }

  /** From an API to a worker by HTTP. */
  static overHttp(): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      providers: [{ provide: RunCarrier, useClass: HttpCarrier }],
      exports: [RunCarrier],
    };
  }

  private static withQueue(queue: Type<JobQueue>, needed: Provider[] = []): DynamicModule {
    const providers = [
      ...needed,
      queue,
      { provide: JobQueue, useExisting: queue },
      { provide: RunCarrier, useClass: QueueCarrier },
    ];
    return { module: QueueModule, global: true, providers, exports: [JobQueue, RunCarrier] };
  }
}
