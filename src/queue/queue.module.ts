import { BullModule } from '@nestjs/bull';
import { Module, type DynamicModule } from '@nestjs/common';
import { RunCarrier } from '../runs/run-carrier.js';
import { BullQueue, RUN_QUEUE } from './bull-queue.js';
import { bullOptions } from './bull-options.js';
import { HttpCarrier } from './http-carrier.js';
import { InProcessQueue } from './in-process-queue.js';
import { JobQueue } from './job-queue.js';
import { QueueCarrier } from './queue-carrier.js';

/** The ways of a run to a worker. All provide `RunCarrier`; the queues also `JobQueue`. */
@Module({})
export class QueueModule {
  /** On Redis, between processes. */
  static onRedis(redisUrl: string): DynamicModule {
    return {
      ...this.withQueue(BullQueue),
      imports: [BullModule.registerQueue({ name: RUN_QUEUE, ...bullOptions(redisUrl) })],
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

  private static withQueue(queue: typeof BullQueue | typeof InProcessQueue): DynamicModule {
    const providers = [
      queue,
      { provide: JobQueue, useExisting: queue },
      { provide: RunCarrier, useClass: QueueCarrier },
    ];
    return { module: QueueModule, global: true, providers, exports: [JobQueue, RunCarrier] };
  }
}
